# Installs what Scripts/build has built: the program, its manual page, and completions for bash, zsh and fish.
#
#     make install PREFIX=/usr/local

PREFIX = /usr/local
DESTDIR =
PROGRAM = .build/release/pdfsplit

bin = $(DESTDIR)$(PREFIX)/bin
share = $(DESTDIR)$(PREFIX)/share
bash = $(share)/bash-completion/completions
zsh = $(share)/zsh/site-functions
fish = $(share)/fish/vendor_completions.d

all: $(PROGRAM)

.build/release/pdfsplit:
	Scripts/build

install: $(PROGRAM)
	install -d '$(bin)' '$(share)/man/man1' '$(bash)' '$(zsh)' '$(fish)'
	install -m 755 '$(PROGRAM)' '$(bin)/pdfsplit'
	install -m 644 Documentation/pdfsplit.1 '$(share)/man/man1/pdfsplit.1'
	'$(PROGRAM)' --generate-completion-script bash > '$(bash)/pdfsplit'
	'$(PROGRAM)' --generate-completion-script zsh > '$(zsh)/_pdfsplit'
	'$(PROGRAM)' --generate-completion-script fish > '$(fish)/pdfsplit.fish'

uninstall:
	rm -f '$(bin)/pdfsplit' '$(share)/man/man1/pdfsplit.1' '$(bash)/pdfsplit' '$(zsh)/_pdfsplit' '$(fish)/pdfsplit.fish'

.PHONY: all install uninstall
