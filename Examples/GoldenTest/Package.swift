// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "GoldenTest",
    dependencies: [
        // Of a package of your own: .package(url: "...", from: "...")
        .package(path: "../..")
    ],
    targets: [
        .target(name: "Bills"),
        .testTarget(
            name: "BillsTests", dependencies: ["Bills", .product(name: "PDFGolden", package: "pdfsplit")],
            exclude: ["__Goldens__"]),
    ]
)
