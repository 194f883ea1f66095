package io.balsam.build

import javax.xml.parsers.DocumentBuilderFactory
import javax.xml.xpath.XPathFactory
import spock.lang.Shared
import spock.lang.Specification

/** What the poms of all modules have in common: names, and one version in one place. */
class PomsSpec extends Specification {

    /** Folders whose artifacts have another name than the folder. */
    private static final Map<String, String> RENAMED = [plugins: 'spi']

    @Shared
    Map<String, String> texts = Repository.texts()

    @Shared
    String version = pom('pom.xml', 'properties/revision')

    @Shared
    List<String> modules = (1..(pom('pom.xml', 'count(/project/modules/module)') as int)).collect { pom('pom.xml', "modules/module[$it]") }

    def "the artifact of #module is named after its folder and Balsam"() {
        expect:
        pom("$module/pom.xml", 'artifactId') == 'balsam-' + (RENAMED[module] ?: module)

        where:
        module << modules
    }

    def "every module takes its version from the root"() {
        expect:
        version ==~ /\d+\.\d+\.\d+(-SNAPSHOT)?/
        pom('pom.xml', 'version') == '${revision}'
        modules.findAll { pom("$it/pom.xml", 'parent/version') != '${revision}' } == []
    }

    def "a project made from the template is built against this version"() {
        expect:
        pom('examples/plugin-template/pom.xml', 'properties/balsam.version') == version
    }

    def "no other file of code or build names the version"() {
        given:
        String release = version - '-SNAPSHOT'
        List<String> naming = texts.findAll { path, text -> ours(path) && named(text, release) }*.key

        expect: 'what plugins require is a claim of theirs, and the record of an interface is that of one release'
        naming.findAll { !it.endsWith('/MANIFEST.MF') && !it.contains('/api/') } == ['examples/plugin-template/pom.xml', 'pom.xml']
    }

    def "a version is found in #text: #found"() {
        expect:
        named(text, '0.1.0') == found

        where:
        text                      | found
        'VERSION = "0.1.0";'      | true
        'balsam-0.1.0.tar.gz'     | true
        '<v>0.1.0-SNAPSHOT</v>'   | true
        '127.0.0.1, 0.1.0.5'      | false
        '10.1.0 and 0.1.01'       | false
    }

    private static boolean ours(String path) {
        path ==~ /.*\.(java|groovy|xml|sh|MF|properties|yml)|Makefile|balsam|\.ci\/run/ && !path.endsWith('PomsSpec.groovy')
    }

    private static boolean named(String text, String version) {
        text =~ /(?<![\d.])${version.replace('.', '\\.')}(?!\.?\d)/
    }

    /** What an XPath finds in a pom, from its root on. */
    private String pom(String path, String expression) {
        def document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(texts[path].bytes))
        XPathFactory.newInstance().newXPath().evaluate(expression, document.documentElement)
    }
}
