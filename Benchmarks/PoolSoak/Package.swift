// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "PoolSoak",
    dependencies: [.package(name: "pdfsplit", path: "../..")],
    targets: [
        .executableTarget(name: "PoolSoak", dependencies: [.product(name: "PagePool", package: "pdfsplit")])
    ]
)
