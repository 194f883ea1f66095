package io.balsam.engine.command

import spock.lang.Specification

/** Values in every place of a command, judged by real shells. */
class ShellPlacesSpec extends Specification {

    static final List<String> HOSTILE = [
            'plain', 'two words', '', ' ', "it's", '"', "'", "''", '\\', '\\\\', "\\'", '$(echo run)', '`echo run`', '${HOME}', '$HOME', '*', '?',
            '[a-z]', '~', '~root', '-n', '--', '{a,b}', '{1..3}', 'a;b', 'a&b', 'a|b', '>f', '<f', '(x)', '#c', '!x', '!', 'a=b', 'a\nb', '\n', 'a\n',
            '\nEOF\n', 'EOF', "x\nEOF\necho run\n", 'ä€𝄞', '\t', 'if', 'time', '[[', '{', '}', '1', '2', '-1', '0.5', '%d', '%s%s%n', '$', '$$', '$1',
            '"$(echo run)"', "'\$(echo run)'", '"; echo run; "', "'; echo run; '", "') ; echo run ; ('", '\\"$(echo run)\\"', '$((1+1))', 'a[$(echo run)]',
            "\$'\\n'", '{{v}}', '{{w}}', '\\{{v}}', 'A=$(echo run)', '=ls', '^a^b', '@', '+(x)', ',', 'a,b', '..']

    /** Prints its arguments, each ended by a byte that no text has. */
    static final String PRINT = 'show() { for one in "$@"; do printf "%s\\\\0" "$one"; done; }\n'.replace('\\\\', '\\')

    private static List<String> arguments(String shell, String command) {
        def process = new ProcessBuilder(shell, '-e', '-c', PRINT + command).redirectErrorStream(true)
        process.environment().putAll(LC_ALL: 'C.UTF-8', X: 'x')
        process.directory(new File(System.getProperty('java.io.tmpdir')))
        def started = process.start()
        started.outputStream.close()
        def out = new String(started.inputStream.readAllBytes(), 'UTF-8')
        assert started.waitFor() == 0: out
        def parts = out.split('\0', -1) as List
        assert parts.removeLast() == ''
        parts
    }

    private static void each(String template, Closure<List<String>> wanted) {
        def commands = new CommandTemplate(template)
        assert commands.problems() == []
        ['bash', 'sh'].each { shell ->
            def all = HOSTILE.collect { commands.render([v: it, w: 'other']) }
            def one = all.join('\n')
            // One shell for all of them: what a value broke would show in those behind it.
            assert arguments(shell, one) == HOSTILE.collectMany { wanted(it) }
        }
    }

    def "a value is one word: #template"() {
        expect:
        each(template) { v -> [before + v + after] }

        where:
        template                                        | before | after
        'show {{v}}'                                    | ''     | ''
        'show "{{v}}"'                                  | ''     | ''
        "show '{{v}}'"                                  | ''     | ''
        'show "a {{v}} b"'                              | 'a '   | ' b'
        "show 'a {{v}} b'"                              | 'a '   | ' b'
        'show --x={{v}}'                                | '--x=' | ''
        'show --x="{{v}}"'                              | '--x=' | ''
        "show a'{{v}}'b"                                | 'a'    | 'b'
        'show "a\\"{{v}}\\\\"'                          | 'a"'   | '\\'
        'show "$X{{v}}$X"'                              | 'x'    | 'x'
        'show $X"{{v}}"$X'                              | 'x'    | 'x'
        "show \"'{{v}}'\""                              | "'"    | "'"
        'show \'"{{v}}"\''                              | '"'    | '"'
        'y={{v}}; show "$y"'                            | ''     | ''
        'y="{{v}}"; show "$y"'                          | ''     | ''
        'y=a{{v}}b\nshow "$y"'                          | 'a'    | 'b'
        'y={{v}} sh -c \'printf "%s\\0" "$y"\''         | ''     | ''
        'export y={{v}}; show "$y"'                     | ''     | ''
        'if true; then show {{v}}; fi'                  | ''     | ''
        'true && show {{v}} || false'                   | ''     | ''
        '(show {{v}})'                                  | ''     | ''
        '{ show {{v}}; }'                               | ''     | ''
        'f() { show {{v}}; }; f'                        | ''     | ''
        'show {{v}} # {{v}}'                            | ''     | ''
        'show {{v}} # it\'s "{{v}}'                     | ''     | ''
        'case {{v}} in {{v}}) show {{v}} ;; *) show no ;; esac' | '' | ''
        'x=$(case a in a) printf "%sx" {{v}} ;; esac); show "${x%x}"' | '' | ''
        'x=$(printf "%sx" {{v}}); show "${x%x}"'        | ''     | ''
        'x="$(printf "%sx" "{{v}}")"; show "${x%x}"'    | ''     | ''
        'x="$(printf "%sx" \'{{v}}\')"; show "${x%x}"'  | ''     | ''
        'x=$( (printf "%sx" {{v}}) ); show "${x%x}"'    | ''     | ''
        'x=$(echo $(( (1+2) * 3 )) >/dev/null; printf "%sx" {{v}}); show "${x%x}"' | '' | ''
        'for y in {{v}}; do show "$y"; done'            | ''     | ''
        'set -- {{v}}; show "$1"'                       | ''     | ''
        'show "${X}{{v}}${X:-}"'                        | 'x'    | 'x'
        "show '{{w}}'\"{{v}}\"{{w}}"                    | 'other' | 'other'
        'x=$(cat <<EOF\na {{v}} b\nEOF\necho x); show "${x%\nx}"' | 'a ' | ' b'
        'x=$(cat <<-EOF\n\t{{v}}\n\tEOF\necho x); show "${x%\nx}"' | '' | ''
        'cat <<A <<B >/dev/null\n{{v}}\nA\n"{{v}}\'\nB\nshow {{v}}' | '' | ''
        "cat <<'A' >/dev/null\nit's \"\$(\nA\nshow {{v}}" | ''   | ''
        'cat <<\\A >/dev/null\nit`s\nA\nshow {{v}}'     | ''     | ''
    }

    def "quoted and unquoted digits before a redirection are no file descriptor"() {
        expect:
        ['bash', 'sh'].every { arguments(it, new CommandTemplate(template).render([v: '2'])) == [['2']].flatten() }

        where:
        template << ['show {{v}}>&1', 'show "{{v}}">&1', "show '{{v}}'>&1"]
    }

    def "the first word of a command is a program, whatever its name: #template, #value"() {
        given:
        def command = new CommandTemplate(template).render([v: value, w: rest])

        expect: 'neither an assignment nor a word of the shell, but a program that is not there'
        ['bash', 'sh'].every { shell ->
            def process = new ProcessBuilder(shell, '-c', command + '\ntrue').redirectErrorStream(true).start()
            process.inputStream.text.contains('not found')
        }

        where:
        template        | value        | rest
        '{{v}} x'       | 'if'         | ''
        '{{v}} x'       | 'A=1'        | ''
        '{{v}}=1'       | 'A'          | ''
        '{{v}}{{w}} x'  | 'i'          | 'f'
        'i{{v}} x'      | 'f'          | ''
        '"{{v}}" x'     | 'while'      | ''
        'i"{{v}}" x'    | 'f'          | ''
        'true; {{v}} x' | 'done'       | ''
        'X=1 {{v}} x'   | 'B=2'        | ''
        'X=$({{v}} x)'  | 'if'         | ''
        'echo $({{v}}=1)' | 'A'        | ''
    }

    def "a list becomes one word per element: #template"() {
        expect:
        ['bash', 'sh'].every { arguments(it, new CommandTemplate(template).render([v: list])) == words }

        where:
        template           | list            || words
        'show {{v}}'       | ['a b', '$X']   || ['a b', '$X']
        'show "{{v}}"'     | ['a b', '$X']   || ['a b', '$X']
        "show '{{v}}'"     | ['a b', '$X']   || ['a b', '$X']
        'show "{{v}}" z'   | []              || ['z']
        'show {{v}} z'     | []              || ['z']
        'show "a{{v}}b"'   | ['1', '2 3']    || ['a1', '2 3b']
        'x=$(show {{v}} | tr "\\0" .); show "$x"' | ['1', '2 3'] || ['1.2 3.']
        "show 'a{{v}}b'"   | ['1', "it's"]   || ['a1', "it'sb"]
    }

    def "the shell computes with whole numbers only"() {
        given:
        def command = new CommandTemplate('show $(( 10 -{{v}} ))')

        expect:
        ['bash', 'sh'].every { arguments(it, command.render([v: value])) == [shown] }
        command.refusal('v', value).empty

        where:
        value || shown
        3     || '7'
        -3    || '13'
        '4'   || '6'
        0     || '10'
    }

    def "#value is refused in #template"() {
        given:
        def command = new CommandTemplate(template)

        when:
        command.render([v: value])

        then:
        def e = thrown(IllegalArgumentException)
        e.message == "parameter 'v': $why"
        command.refusal('v', value).get() == why

        where:
        template           | value         || why
        'echo $(({{v}}))'  | 'a[$(ls)]'    || "must be a whole number, since the shell computes with '{{v}}'"
        'echo $(({{v}}))'  | '010'         || "must be a whole number, since the shell computes with '{{v}}'"
        'echo $(({{v}}))'  | 1.5           || "must be a whole number, since the shell computes with '{{v}}'"
        '((x = {{v}}))'    | 'y'           || "must be a whole number, since the shell computes with '{{v}}'"
        'x={{v}} true'     | ['a', 'b']    || "must be a single value, not a list, in '{{v}}'"
        'x="{{v}}" true'   | ['a', 'b']    || "must be a single value, not a list, in '{{v}}'"
        'x="a{{v}}b" true' | ['a', 'b']  || "must be a single value, not a list, in '{{v}}'"
        "x='a{{v}}b' true" | ['a', 'b']  || "must be a single value, not a list, in '{{v}}'"
        'true > {{v}}'     | ['a', 'b']    || "must be a single value, not a list, in '{{v}}'"
        'cat <<E\n{{v}}\nE' | ['a', 'b']   || "must be a single value, not a list, in '{{v}}'"
    }

    def "no value is allowed in: #template"() {
        given:
        def command = new CommandTemplate(template)

        expect:
        command.problems()*.what() == ["no value is allowed at '{{v}}': $why" as String]
        command.problems()*.cure().every { it }

        when:
        command.render([v: 1, w: 2])

        then:
        thrown(IllegalArgumentException)

        where:
        template                       || why
        'echo `ls {{v}}`'              || 'the shell reads `…` twice'
        'echo "`ls {{v}}`"'            || 'the shell reads `…` twice'
        "echo \$'a {{v}}'"             || "the shell reads escapes in \$'…'"
        'echo ${x:-{{v}}}'             || 'it is inside ${…}'
        'echo "${x:-{{v}}}"'           || 'it is inside ${…}'
        'echo \\{{v}}'                 || 'it follows a backslash'
        'echo "\\{{v}}"'               || 'it follows a backslash'
        'echo ${{v}}'                  || "it follows a '\$'"
        'echo "${{v}}"'                || "it follows a '\$'"
        "cat <<'E'\n{{v}}\nE"          || 'it is in a here-document whose end marker is quoted'
        'cat <<"E"\n{{v}}\nE'          || 'it is in a here-document whose end marker is quoted'
        'cat <<\\E\n{{v}}\nE'          || 'it is in a here-document whose end marker is quoted'
        'cat <<E\n`ls {{v}}`\nE'       || 'the shell reads `…` twice'
        'cat <<{{v}}\nx\nE'            || 'it names the end of a here-document'
        'eval {{v}}'                   || "'eval' reads it once more"
        'eval "ls {{v}}"'              || "'eval' reads it once more"
        'true; eval ls "{{v}}"'        || "'eval' reads it once more"
        'let x={{v}}'                  || "'let' reads it once more"
        "sh -c 'ls {{v}}'"             || "the shell behind '-c' reads it once more"
        'bash -ec "ls {{v}}"'          || "the shell behind '-ec' reads it once more"
        'nohup /bin/bash -c "ls {{v}}"' || "the shell behind '-c' reads it once more"
        "find . -exec sh -c 'ls {{v}}' ;" || "the shell behind '-c' reads it once more"
        "trap 'rm {{v}}' EXIT"         || "'trap' keeps it as a command"
        'a[{{v}}]=1'                   || "it is in an array index, which the shell evaluates"
        'test -v {{v}}'                || "'test -v' takes a variable's name there, and runs \$(…) in its index"
        '[ -v {{v}} ]'                 || "'[ -v' takes a variable's name there, and runs \$(…) in its index"
        '[ x = y -o "-v" {{v}} ]'      || "'[ -v' takes a variable's name there, and runs \$(…) in its index"
        'command test ! -v "{{v}}"'    || "'test -v' takes a variable's name there, and runs \$(…) in its index"
        '[[ -v {{v}} ]]'               || '[[ … ]] computes'
        'echo $[ {{v}} ]'              || 'the shell computes in $[…]'
        'echo "$[ x[0] + {{v}} ]"'     || 'the shell computes in $[…]'
        'declare -i x={{v}}'           || "'declare -i' evaluates it"
        'typeset -ri x={{v}}'          || "'typeset -ri' evaluates it"
        'f() { local -i x={{v}}; }; f' || "'local -i' evaluates it"
        'export -a x={{v}}'            || "'export -a' evaluates it"
        'declare -n x={{v}}'           || "'declare -n' evaluates it"
        'declare -i x; x={{v}}'        || 'the shell evaluates what is assigned to that variable'
        'declare -n x=y; for x in {{v}}; do :; done' || 'the shell evaluates what is assigned to that variable'
        'x=(a); declare x={{v}}'       || 'the shell evaluates what is assigned to that variable'
        'declare {{v}}'                || "'declare' takes a variable's name there, and runs \$(…) in its index"
        'export {{v}}=1'               || "'export' takes a variable's name there, and runs \$(…) in its index"
        'PS4={{v}} bash -x s'          || 'the shell runs what that variable holds'
        'export BASH_ENV={{v}}'        || 'the shell runs what that variable holds'
        'printf -v {{v}} x'            || "'printf -v' takes a variable's name there, and runs \$(…) in its index"
        'printf -v{{v}} x'             || "'printf -v' takes a variable's name there, and runs \$(…) in its index"
        'printf {{v}} x'               || "'printf' reads it as options or a format"
        'read {{v}} <<< x'             || "'read' takes a variable's name there, and runs \$(…) in its index"
        'read -r x "{{v}}" < f'        || "'read' takes a variable's name there, and runs \$(…) in its index"
        'mapfile {{v}} < f'            || "'mapfile' takes a variable's name there, and runs \$(…) in its index"
        'mapfile -C {{v}} x < f'       || "'mapfile' takes a variable's name there, and runs \$(…) in its index"
        'readarray {{v}} < f'          || "'readarray' takes a variable's name there, and runs \$(…) in its index"
        'getopts ab {{v}}'             || "'getopts' takes a variable's name there, and runs \$(…) in its index"
        'unset {{v}}'                  || "'unset' takes a variable's name there, and runs \$(…) in its index"
        'wait -n -p {{v}}'             || "'wait' takes a variable's name there, and runs \$(…) in its index"
        'alias x={{v}}'                || "'alias' takes a variable's name there, and runs \$(…) in its index"
        'function f { read {{v}}; }'   || "'read' takes a variable's name there, and runs \$(…) in its index"
        'a=([{{v}}]=x)'                || "it is in an array index, which the shell evaluates"
        'a=(x [{{v}}]=x)'              || "it is in an array index, which the shell evaluates"
        'bash <<E\n{{v}}\nE'           || 'a shell reads it as a command from its input'
        'bash <<"E"\n{{v}}\nE'         || 'a shell reads it as a command from its input'
        '/bin/sh -e -s <<-E\n\t{{v}}\n\tE' || 'a shell reads it as a command from its input'
        '<<E dash\n{{v}}\nE'           || 'a shell reads it as a command from its input'
        'env A=1 zsh -o errexit <<E\n{{v}}\nE' || 'a shell reads it as a command from its input'
        'ksh <<< {{v}}'                || 'a shell reads it as a command from its input'
        'bash <<< "ls {{v}}"'          || 'a shell reads it as a command from its input'
        'cat <<E | sh\n{{v}}\nE'       || 'a shell reads it as a command from its input'
        '{ bash; } <<E\n{{v}}\nE'      || 'a shell reads it as a command from its input'
        'echo {{v}} | sh'              || 'a shell reads it as a command from its input'
        '{ echo {{v}}; } | bash'       || 'a shell reads it as a command from its input'
        'echo {{v}} | tee f | { cd x; bash; }' || 'a shell reads it as a command from its input'
        'echo {{v}} | source /dev/stdin' || 'a shell reads it as a command from its input'
        '. <(echo {{v}})'              || 'a shell reads it as a command from its input'
        'bash <(echo {{v}})'           || 'a shell reads it as a command from its input'
        'bash 0<<E\n{{v}}\nE'          || 'a shell reads it as a command from its input'
        'coproc X { read {{v}}; }'     || "'read' takes a variable's name there, and runs \$(…) in its index"
        "trap -- 'rm {{v}}' EXIT"      || "'trap' keeps it as a command"
        '[[ {{v}} -eq 1 ]]'            || '[[ … -eq … ]] computes'
        '[[ 1 -lt {{v}} ]]'            || '[[ … ]] computes'
        "echo \$'it\\'s' {{v}}"        || "shells differ in where \$'…\\'…' before it ends"
    }

    def "a value before another one in '[' may be an operator: #template"() {
        expect:
        new CommandTemplate(template).problems()*.what() == places.collect {
            "no value is allowed at '{{$it}}': the value before it may be an operator of '$name', as '-v'" as String
        }

        where:
        template                  | name   || places
        '[ {{v}} {{w}} ]'         | '['    || ['w']
        'test "{{v}}" "{{w}}"'    | 'test' || ['w']
        '[ -{{v}} {{w}} ]'        | '['    || ['w']
        '[ {{v}} = {{w}} ]'       | '['    || []
    }

    def "values that would run are not run, or refused: #template"() {
        given:
        def directory = File.createTempDir()
        def command = new CommandTemplate(template)

        when:
        def accepted = RUNNING.findAll { value ->
            command.problems().empty && command.refusal('v', value).empty
        }
        accepted.each { value ->
            def process = new ProcessBuilder('bash', '-c', command.render([v: value, w: 'a[$(touch ran)]'])).directory(directory)
                    .redirectErrorStream(true).start()
            process.outputStream.close()
            process.inputStream.readAllBytes()
            process.waitFor()
        }

        then:
        directory.list().every { it != 'ran' }

        cleanup:
        directory?.deleteDir()

        where:
        template << ['test {{v}} -eq 1', '[ 1 -lt {{v}} ]', '[ {{v}} ]', '[ ! {{v}} x ]', '[ {{v}} {{w}} ]', '[ -v {{v}} ]', '[[ -v {{v}} ]]',
                     '[[ {{v}} ]]', '[[ {{v}} == x ]]', '[[ 1 {{v}} {{w}} ]]', '[[ 1 -{{v}} {{w}} ]]', '[[ x =~ {{v}} ]]', 'echo $[ {{v}} ]',
                     'declare -i x={{v}}', 'declare x={{v}}', 'export x={{v}}', 'x=(1); x={{v}}', 'x=({{v}})', 'x=([{{v}}]=1)', 'declare -a x=({{v}})',
                     'printf %d {{v}}', 'printf -v {{v}} x', 'printf {{v}} x', 'printf {{v}}', 'printf "{{v}}" {{w}}', 'read {{v}} <<< x',
                     'read -t {{v}} x', 'read x <<< {{v}}', 'a=(1); unset {{v}}', 'for ((i={{v}}; i<1; i++)); do :; done', 'exit {{v}}',
                     'if (({{v}})); then :; fi', 'for x in {{v}}; do :; done', 'case {{v}} in x) ;; esac', 'bash -s {{v}} <<"E"\n: "$1"\nE',
                     'bash <<E\n: {{v}}\nE', 'echo {{v}} | bash', 'cat <<E\n{{v}}\nE', 'f() { local x={{v}}; }; f', 'ulimit -n {{v}}', 'shift {{v}}']
    }

    private static final List RUNNING = ['a[$(touch ran)]', '$(touch ran)', '; touch ran', '-v', '-eq', 'eq', '-va[$(touch ran)]', '(a[$(touch ran)])',
                                         '($(touch ran))', 'x=a[$(touch ran)]', ['-v', 'a[$(touch ran)]']]

    def "a reserved word of the shell is quoted like any other: #value in #template"() {
        expect:
        ['bash', 'sh'].every { shell ->
            arguments(shell, new CommandTemplate(template).render([v: value])) == [value]
        }

        where:
        [value, template] << [['if', 'then', 'elif', 'else', 'fi', 'do', 'done', 'case', 'esac', 'while', 'until', 'for', 'in', 'function', 'time',
                               '{', '}', '!', '[[', ']]', 'select', 'coproc', '-n', '-eq', '(', ')'],
                              ['case x in {{v}}) : ;; esac; show {{v}}', 'case {{v}} in {{v}}) show {{v}} ;; esac',
                               'for x in {{v}}; do show "$x"; done', '[ {{v}} = "x" ] || show {{v}}']].combinations()
    }

    def "a value in [[ … ]] is compared as plain text: #value"() {
        expect:
        arguments('bash', new CommandTemplate('[[ {{v}} == "x" ]] || show {{v}}').render([v: value])) == [value]

        where:
        value << ['-n', '-v', '!', '(', ')', ']]', '<', '=', 'if']
    }

    def "a shell may get values as arguments, and other input: #template"() {
        expect:
        new CommandTemplate(template).problems() == []

        where:
        template << ['bash -s {{v}} <<"E"\necho "$1"\nE', 'bash < {{v}}', 'bash {{v}} < f', 'bash s.sh <<E\n{{v}}\nE', 'echo {{v}} | bash s.sh',
                     'echo {{v}} | grep bash', 'cat <<E > f\n{{v}}\nE\nbash -s <<"E"\nls\nE', 'program read {{v}}', 'echo test -v {{v}}',
                     'declare x={{v}}', 'read -p {{v}} x', 'printf "a {{v}}" {{v}}', 'test -f {{v}} -a {{v}} -nt f', 'x=$[1]; echo {{v}}']
    }

    def "words that a shell gets as a whole are left to the author: #template"() {
        expect:
        new CommandTemplate(template).problems() == []
        ['bash', 'sh'].every { arguments(it, new CommandTemplate(template).render([v: value])) == words }

        where:
        template                                      | value                  || words
        'bash -c {{v}}'                               | 'printf "%s\\0" "a b"' || ['a b']
        'bash -c "{{v}}"'                             | 'printf "%s\\0" "a b"' || ['a b']
        "sh -c 'printf \"%s\\\\0\" \"\$1\"' - {{v}}".replace('\\\\', '\\') | '$(echo run)' || ['$(echo run)']
    }

    def "placeholders are identified by their text and its count so far"() {
        expect:
        new CommandTemplate('echo {{v}} `{{ v }}` `{{v}}` {{v}}').problems().collect { [it.written(), it.number()] } ==
                [['{{ v }}', 0], ['{{v}}', 1]]
        new CommandTemplate('echo {{ v }} "{{w }}"').text() == 'echo {{v}} "{{w}}"'
        new CommandTemplate('echo {{ v }} "{{w }}" {{v}}').names() as List == ['v', 'w']
    }

    def "braces that name no parameter are reported: #text"() {
        expect:
        new CommandTemplate(text).problems()*.what() == [what]

        where:
        text               || what
        'echo {{1x}}'      || "'{{1x}}' does not name a parameter"
        'echo {{}}'        || "'{{}}' does not name a parameter"
        "echo '{{a b}}'"   || "'{{a b}}' does not name a parameter"
        'echo {{v'         || "'{{' is not closed by '}}'"
    }

    def "numbers are written without an exponent: #number"() {
        expect:
        new CommandTemplate('echo {{v}}').render([v: number]) == 'echo ' + text

        where:
        number                       || text
        0.0001                       || '0.0001'
        0.0000001                    || '0.0000001'
        0.0001d                      || '0.0001'
        1.0E-4d                      || '0.0001'
        1.0E10d                      || '10000000000'
        1e5                          || '100000'
        2.50                         || '2.50'
        5.0d                         || '5.0'
        0.1d * 3                     || '0.30000000000000004'
        1e-40                        || '1E-40'
        6.02e23                      || '602000000000000000000000'
        1e100d                       || '1.0E100'
        -1.5e-7                      || "'-0.00000015'"
        12345678901234567890G        || '12345678901234567890'
    }
}
