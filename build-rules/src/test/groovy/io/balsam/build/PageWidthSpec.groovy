package io.balsam.build

import spock.lang.Specification

/** Prose is broken at 120 characters, so that changes of it can be read line by line. */
class PageWidthSpec extends Specification {

    private static final int WIDTH = 120

    /** What cannot be broken, or is written by a program: tables, code, pictures, generated parts, one long word. */
    private static final List<String> GENERATED = ['targets', 'results', 'words']

    def "no line of prose is longer than 120 characters"() {
        given:
        Map<String, String> pages = Repository.texts().findAll { path, text ->
            path.endsWith('.md') && (path.startsWith('docs/') || path in ['README.md', 'CONTRIBUTING.md', 'plugins/README.md'])
        }

        expect:
        pages.size() > 40
        pages.collectMany { path, text -> tooLong(text).collect { "$path:$it" as String } } == []
    }

    def "#what is found at lines #lines"() {
        expect:
        tooLong(page) == lines

        where:
        what                       | page                                                               || lines
        'a long line'              | 'short\n' + 'word ' * 30 + '\nshort'                               || [2]
        'a long item'              | '* ' + 'word ' * 30                                                || [1]
        'a long line behind code'  | '```\n' + 'x ' * 80 + '\n```\n' + 'word ' * 30                     || [4]
        'a long row of a table'    | '| ' + 'word ' * 30 + '|'                                          || []
        'a long line of code'      | '```groovy\n' + 'word ' * 30 + '\n```'                             || []
        'a long word'              | '* ' + 'w' * 130                                                   || []
        'a picture'                | '![' + 'word ' * 30 + '](a.svg)'                                   || []
        'what the suite writes'    | '<!-- words: x -->\n' + 'word ' * 30 + '\n<!-- end of words -->\n' || []
        'a line behind that'       | '<!-- words: x -->\n<!-- end of words -->\n' + 'word ' * 30        || [3]
    }

    private static List<Integer> tooLong(String page) {
        boolean code = false
        boolean generated = false
        page.readLines().withIndex(1).findAll { line, number ->
            if (line.stripLeading().startsWith('```')) {
                code = !code
            }
            if (GENERATED.any { line.startsWith("<!-- $it:") }) {
                generated = true
            }
            if (line.startsWith('<!-- end of ')) {
                generated = false
            }
            line.length() > WIDTH && !code && !generated && breakable(line.stripLeading())
        }*.get(1)
    }

    private static boolean breakable(String line) {
        !line.startsWith('|') && !(line ==~ /!\[[^\]]*\]\([^)]*\)/) && line.replaceFirst(/^[*-] /, '').replaceAll(/`[^`]*`/, '`').contains(' ')
    }
}
