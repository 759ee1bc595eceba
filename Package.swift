// swift-tools-version: 6.2

import PackageDescription

// One list for every Swift target, so that no module is built by laxer rules than the others.
let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// Functions of MuPDF whose calls from its other objects come to Sources/CMuPDF.
let wrappedFunctions = [
    "fz_begin_group", "fz_begin_mask", "fz_blend_pixmap", "fz_convert_fast_pixmap_samples",
    "fz_convert_pixmap_samples", "fz_convert_rasterizer", "fz_end_mask", "fz_get_span_color_painter",
    "fz_lookup_fast_color_converter", "fz_new_cal_gray_colorspace", "fz_new_cal_rgb_colorspace",
    "fz_new_glyph_from_1bpp_data", "fz_new_glyph_from_8bpp_data", "fz_new_glyph_from_pixmap",
    "fz_new_pixmap_from_8bpp_data", "fz_open_dctd", "fz_paint_glyph", "fz_paint_image", "fz_paint_pixmap",
    "fz_paint_pixmap_with_bbox", "fz_paint_pixmap_with_mask", "fz_paint_shade", "fz_set_default_colorspaces",
    "pdf_find_item", "pdf_load_colorspace", "pdf_load_image", "pdf_load_link_annots", "pdf_load_to_unicode",
]

let package = Package(
    name: "pdfsplit",
    products: [
        .executable(name: "pdfsplit", targets: ["pdfsplit"]),
        .library(name: "PagePool", targets: ["PagePool"]),
        .library(name: "PDFGolden", targets: ["PDFGolden"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // libmupdf.a is static and carries no list of what it needs, so the list stands here, in link order.
        .target(
            name: "CMuPDF",
            // SwiftPM asks pkg-config only for system libraries; Debian has FreeType's headers there on all machines.
            cSettings: [.unsafeFlags(["-I/usr/include/freetype2"])],
            linkerSettings: [
                "mupdf", "mupdf-third", "freetype", "harfbuzz", "jbig2dec", "jpeg", "openjp2", "z", "mujs", "gumbo",
                "lcms2", "m",
            ].map { .linkedLibrary($0) }
                + [.unsafeFlags(wrappedFunctions.flatMap { ["-Xlinker", "--wrap=\($0)"] })]
        ),
        .target(
            name: "CCodecs",
            linkerSettings: [":libjpeg.a", "isal", ":libdeflate.a"].map { .linkedLibrary($0) }
        ),
        .target(name: "CPagePool"),
        .target(name: "CComparison"),
        .target(
            name: "MuPDF",
            dependencies: ["CCodecs", "CMuPDF"],
            swiftSettings: swiftSettings
        ),
        .target(name: "PageLayout", swiftSettings: swiftSettings),
        .target(
            name: "RasterOutput",
            dependencies: ["CCodecs", .product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: swiftSettings
        ),
        .target(name: "PagePool", dependencies: ["CPagePool"], swiftSettings: swiftSettings),
        .target(name: "Comparison", dependencies: ["CComparison", "PageLayout"], swiftSettings: swiftSettings),
        .target(
            name: "Rasterizer",
            dependencies: [
                "Comparison", "MuPDF", "PageLayout", "PagePool", "RasterOutput",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "Reports",
            dependencies: [
                "Comparison", "PageLayout", "RasterOutput", "Rasterizer",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "pdfsplit",
            dependencies: [
                "Comparison", "PageLayout", "PagePool", "RasterOutput", "Rasterizer", "Reports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            swiftSettings: swiftSettings
        ),
        // For tests of other programs, which run pdfsplit.
        .target(name: "PDFGolden", swiftSettings: swiftSettings),
        .executableTarget(
            name: "PagePoolTestWorker",
            dependencies: ["PoolTestWork", "PagePool"],
            path: "Tests/PagePoolTestWorker",
            swiftSettings: swiftSettings
        ),
        .target(
            name: "PoolTestWork",
            dependencies: ["PagePool"],
            path: "Tests/PoolTestWork",
            swiftSettings: swiftSettings
        ),
        .testTarget(name: "ComparisonTests", dependencies: ["Comparison", "PageLayout"], swiftSettings: swiftSettings),
        .testTarget(name: "PageLayoutTests", dependencies: ["PageLayout"], swiftSettings: swiftSettings),
        .testTarget(
            name: "RasterOutputTests",
            dependencies: ["RasterOutput", "CCodecs", .product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: swiftSettings
        ),
        // What the documentation shows.
        .executableTarget(
            name: "FileHash",
            dependencies: ["PagePool"],
            path: "Examples/FileHash",
            swiftSettings: swiftSettings
        ),
        // The same of PDFGolden; a package of its own, whose tests are compiled here and run there.
        .target(name: "Bills", path: "Examples/GoldenTest/Sources/Bills", swiftSettings: swiftSettings),
        .target(
            name: "BillsTests",
            dependencies: ["Bills", "PDFGolden"],
            path: "Examples/GoldenTest/Tests/BillsTests",
            exclude: ["__Goldens__"],
            swiftSettings: swiftSettings
        ),
        .target(name: "TestDocuments", path: "Tests/TestDocuments", swiftSettings: swiftSettings),
        .testTarget(
            name: "MuPDFTests", dependencies: ["CMuPDF", "MuPDF", "TestDocuments"], swiftSettings: swiftSettings),
        // The worker is listed so that it is built and lies beside the tests.
        .testTarget(
            name: "PagePoolTests",
            dependencies: ["PoolTestWork", "PagePool", "PagePoolTestWorker"],
            swiftSettings: swiftSettings
        ),
        // The example is listed so that it is built and lies beside the tests.
        .testTarget(
            name: "ExampleTests", dependencies: ["PagePool", "FileHash", "Bills", "pdfsplit"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "RasterizerTests",
            dependencies: [
                "Comparison", "Rasterizer", "MuPDF", "PageLayout", "PagePool", "RasterOutput", "TestDocuments",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "Comparison", "PageLayout", "Rasterizer", "Reports",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: swiftSettings
        ),
        // The program is listed so that it is built and lies beside the tests.
        .testTarget(
            name: "PDFGoldenTests", dependencies: ["PDFGolden", "TestDocuments", "pdfsplit"],
            swiftSettings: swiftSettings),
        // Runs the built program as a user does.
        .testTarget(name: "pdfsplitTests", dependencies: ["pdfsplit"], swiftSettings: swiftSettings),
    ]
)
