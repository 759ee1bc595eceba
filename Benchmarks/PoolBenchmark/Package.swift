// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "PoolBenchmark",
    dependencies: [.package(name: "pdfsplit", path: "../..")],
    targets: [
        .executableTarget(name: "PoolBenchmark", dependencies: [.product(name: "PagePool", package: "pdfsplit")])
    ]
)
