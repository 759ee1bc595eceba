internal import ArgumentParser

/// The scripts that complete what is typed in a shell.
///
/// The library takes every word for a path of the main job, of which there may be any number, so that its scripts never come
/// to the other commands. Here they do if the first word names one, as in ``Main``.
enum Completions {
    /// The script, as far as the library knows the shell.
    static func script(for shell: CompletionShell) -> String {
        let script = RasterizeCommand.completionScript(for: shell)
        let names = RasterizeCommand.otherCommands.compactMap { $0.configuration.commandName } + ["help"]
        switch shell {
        case .bash: return bash(script, names)
        case .zsh: return zsh(script, names)
        case .fish: return fish(script, names)
        default: return script
        }
    }

    private static func bash(_ script: String, _ names: [String]) -> String {
        let options = "    __pdfsplit_offer_flags_options -1\n"
        return replacing(
            options, in: script,
            with: """
                    if [[ "${COMP_CWORD}" -gt 1 ]]; then
                        case "${unparsed_words[0]}" in
                        \(names.joined(separator: "|")))
                            local -r command="${unparsed_words[0]}"
                            unparsed_words=("${unparsed_words[@]:1}")
                            "_pdfsplit_${command}"
                            return
                            ;;
                        esac
                    else
                        COMPREPLY+=($(compgen -W '\(names.joined(separator: " "))' -- "${cur}"))
                    fi
                \(options)
                """)
    }

    private static func zsh(_ script: String, _ names: [String]) -> String {
        // Beside paths without end, zsh takes no other rest of the words.
        let script = script.replacing(
            "        '(-): :->command'\n        '(-)*:: :->arg'\n", with: "", maxReplacements: 1)
        let arguments = "    _arguments -w -s -S : \"${arg_specs[@]}\" && ret=0\n"
        return replacing(
            arguments, in: script,
            with: """
                    local -ar other_commands=(\(names.joined(separator: " ")))
                    if (( CURRENT == 2 )); then
                        compadd -a other_commands && ret=0
                    elif (( ${other_commands[(Ie)${words[2]}]} )); then
                        shift words
                        (( CURRENT-- ))
                        "_pdfsplit_${words[1]}"
                        return
                    fi
                \(arguments)
                """)
    }

    private static func fish(_ script: String, _ names: [String]) -> String {
        let lines = script.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
            if line.hasPrefix("        __pdfsplit_parse_subcommand -r 1 'o/output=' ") {
                return """
                            if contains -- "$unparsed_tokens[2]" \(names.joined(separator: " "))
                                __pdfsplit_parse_subcommand 0
                            else
                        \(line)
                            end
                    """
            }
            // The commands are offered in place of the first path, not behind it.
            let isCommand = names.contains { line.contains("\"pdfsplit\" -eq 2' -fa '\($0)'") }
            return isCommand ? Substring(replacing(" -eq 2' ", in: String(line), with: " -eq 1' ")) : line
        }
        return lines.joined(separator: "\n")
    }

    /// Replaces the first occurrence.
    private static func replacing(_ old: String, in text: String, with new: String) -> String {
        text.replacing(old, with: new, maxReplacements: 1)
    }
}
