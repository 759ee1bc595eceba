# Two commands do everything on a Debian 12 machine with Swift 6.3:
#
#   make demo     installs what is missing, builds the release binary and rasterizes a sample
#   make test     installs what is missing, builds and runs all tests
#
# The others are what these are made of.

# What the build needs, then what the tests ask for a second opinion.
BUILD_PACKAGES = libmupdf-dev libjpeg-dev libfreetype-dev libharfbuzz-dev libjbig2dec0-dev libopenjp2-7-dev \
	libmujs-dev libgumbo-dev zlib1g-dev libisal-dev
TEST_PACKAGES = qpdf poppler-utils mupdf-tools ghostscript python3 bsdutils

BINARY = .build/release/pdfsplit
RELEASE = swift build -c release --static-swift-stdlib --product pdfsplit

.PHONY: demo test deps test-deps build lint clean

demo: build
	@mkdir -p out
	$(BINARY) samples/mixed.pdf out/mixed.pdf --paper A4 --report out/mixed.json
	@echo "The result is out/mixed.pdf: each page of samples/mixed.pdf as an image on A4 at 300 dpi."
	@echo "What became of each page is in out/mixed.json; $(BINARY) --help tells the rest."

build: deps
	$(RELEASE)

test: deps test-deps
	swift build --build-tests
	swift test --skip-build
	$(RELEASE)
	Scripts/test-release

lint:
	swift format lint --strict --recursive Package.swift Sources Tests
	Scripts/check-imports

deps:
	@Scripts/install-packages $(BUILD_PACKAGES)

test-deps:
	@Scripts/install-packages $(TEST_PACKAGES)

clean:
	rm -rf .build out
