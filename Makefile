# Short names for the scripts, which do the work and need no make.

.PHONY: demo test build lint clean

demo test build lint:
	@Scripts/$@

clean:
	rm -rf .build .build-* out
