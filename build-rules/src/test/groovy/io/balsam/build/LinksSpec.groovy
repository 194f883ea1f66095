package io.balsam.build

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification

class LinksSpec extends Specification {

    @Shared
    Map<String, String> pages = Repository.texts().findAll { path, text -> path.endsWith('.md') }

    def "every link between our pages has a target"() {
        given:
        Map<String, List<String>> links = pages.collectEntries { path, text -> [path, links(text)] }

        int all = links.values()*.size().sum()
        List<String> dead = links.collectMany { path, targets -> targets.findAll { !leads(path, it) }.collect { "$path: $it" as String } }

        expect:
        all > 5
        dead == []
    }

    def "every page under docs can be reached from README.md by links"() {
        given:
        Set<String> reached = []
        List<String> open = ['README.md']
        while (open) {
            String page = open.pop()
            if (reached.add(page) && pages[page] != null) {
                links(pages[page]).each { open << file(page, it) }
            }
        }

        List<String> lonely = pages*.key.findAll { it.startsWith('docs/') && !it.startsWith('docs/adr/') && !reached.contains(it) }

        expect:
        lonely == []
    }

    private static List<String> links(String page) {
        String prose = page.replaceAll(/(?s)```.*?```/, '').replaceAll(/`[^`\n]*`/, '')
        List<String> targets = (prose =~ /\]\(([^)\s]+)[^)]*\)/).collect { it[1] as String }
        targets.findAll { !(it ==~ /(?i)[a-z]+:.*/) }
    }

    private boolean leads(String from, String target) {
        String file = file(from, target)
        int hash = target.indexOf('#')
        Files.exists(Repository.ROOT.resolve(file)) &&
            (hash < 0 || !file.endsWith('.md') || headings(pages[file]).contains(target.substring(hash + 1)))
    }

    /** The path from the root of the file that a link on a page means. */
    private static String file(String from, String target) {
        String path = target.replaceFirst(/#.*/, '')
        path.empty ? from : (Path.of(from).resolveSibling(path).normalize() as String)
    }

    private static Set<String> headings(String page) {
        page.replaceAll(/(?s)```.*?```/, '').readLines().findAll { it ==~ /#+ .*/ }.collect {
            it.replaceFirst(/#+ /, '').toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/, '').trim().replace(' ', '-')
        } as Set
    }
}
