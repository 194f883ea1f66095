package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir

/** What the pages on moving data tell to write and to type, done as it stands there. */
class DataPagesSpec extends Specification {

    private static final String PAGE = page('moving-data.md')

    @TempDir
    Path site

    BalsamCommand balsam

    def setup() {
        balsam = new BalsamCommand(site)
    }

    def "the commands of the page on staging.groovy do what it says"() {
        given:
        Path corpus = Files.createDirectories(site.resolve('examples/corpus'))
        try (def files = Files.list(BalsamCommand.EXAMPLES.resolve('corpus'))) {
            files.each { Files.copy(it, corpus.resolve(it.fileName.toString())) }
        }
        Files.copy(BalsamCommand.EXAMPLES.resolve('staging.groovy'), site.resolve('examples/staging.groovy'))
        Path program = site.resolve('balsam')
        program.text = "#!/bin/sh\nexec '${BalsamCommand.PROGRAM}' \"\$@\"\n"
        program.toFile().executable = true

        when:
        ProcessBuilder typed = new ProcessBuilder('bash', '-e', '-c', blocks(page('examples/staging.md'), '').last())
            .directory(site.toFile()).redirectErrorStream(true)
        typed.environment().keySet().removeIf { it.startsWith('BALSAM_') }
        typed.environment().putAll(XDG_CONFIG_HOME: "$site/.config".toString(), XDG_STATE_HOME: "$site/.state".toString(), NO_COLOR: '1')
        Process process = typed.start()
        process.outputStream.close()
        String said = process.inputStream.text

        then:
        process.waitFor(60, TimeUnit.SECONDS)
        process.exitValue() == 0
        said.readLines().takeRight(3) == ['a\t2', 'and\t3', 'any\t1']
        Files.isSymbolicLink(site.resolve('data/latest/count/18/poem.txt'))
    }

    def "the script of the page runs with its settings, on directories of this machine"() {
        given:
        Path archive = Files.createDirectories(site.resolve('archive'))
        Files.createDirectory(archive.resolve('meshes')).resolve('small.h5').text = 'mesh'
        Path results = Files.createDirectory(site.resolve('results'))
        site.resolve('settings.yml').text = blocks(PAGE, 'yaml').first()
            .replace('file:///lustre/archive', archive.toUri().toString())
            .replace('ssh://dtn2.example.org/project/results', results.toUri().toString())
        site.resolve('sum.groovy').text = blocks(PAGE, 'groovy').first()

        when:
        def outcome = balsam.call('run', 'sum.groovy')

        then:
        outcome.exit == 0
        results.resolve('small/sum.txt').text ==~ /\d+ 4 mesh.h5\n/
    }

    def "the settings that #name shows are valid, and name the locations of the script: #number"() {
        given:
        site.resolve('settings.yml').text = settings
        site.resolve('sum.groovy').text = blocks(PAGE, 'groovy').first()
            .replace('results:', settings.contains('results:') ? 'results:' : 'archive:')

        when:
        def outcome = balsam.call('lint', 'sum.groovy')

        then:
        outcome.exit == 0

        where:
        [name, number, settings] << shownSettings()
    }

    private static List<List> shownSettings() {
        ['moving-data.md', 'globus.md'].collectMany { name ->
            blocks(page(name), 'yaml').withIndex(1).collect { text, n -> [name, n, text] }
        }
    }

    private static String page(String name) { BalsamCommand.REPOSITORY.resolve('docs').resolve(name).text }

    /** Returns the blocks of code of a language. */
    private static List<String> blocks(String page, String language) {
        (page =~ /(?ms)^```(\w*)\n(.*?)^```$/).collect { it as List<String> }.findAll { it[1] == language }*.get(2)
    }
}
