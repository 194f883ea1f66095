package io.balsam.server

import io.balsam.engine.api.Json
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.IgnoreIf
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Every example of docs/api.md is run as it stands, and every field that the page shows must be in the answer. */
@IgnoreIf(value = { !ApiPageSpec.curl() }, reason = 'curl is not installed')
class ApiPageSpec extends Specification {
    static final Path PAGE = Path.of(System.getProperty('basedir', ''), '../docs/api.md')

    @Shared @TempDir Path directory
    @Shared RealSite site
    @Shared ApiServer server

    static boolean curl() {
        System.getenv('PATH').split(':').any { new File(it, 'curl').canExecute() }
    }

    def setupSpec() {
        site = new RealSite(directory)
        server = ApiServer.start(site.engine, 'page')
        site.ended()
        site.moving()
    }

    def cleanupSpec() {
        server?.close()
        site?.close()
    }

    /** Shell examples with the JSON that follows them, if any. */
    static List<List<String>> examples() {
        def blocks = (PAGE.toFile().text =~ /(?s)```(\w+)\n(.*?)```/).collect { [it[1], it[2]] }
        (0..<blocks.size()).findAll { blocks[it][0] == 'sh' && blocks[it][1].startsWith('curl') }.collect { i ->
            [blocks[i][1].trim(), i + 1 < blocks.size() && blocks[i + 1][0] == 'json' ? blocks[i + 1][1] : '{}']
        }
    }

    def "the page has an example of everything"() {
        expect:
        examples().size() == 15
    }

    def "the answer is what the page shows: #command"() {
        when:
        def process = new ProcessBuilder('sh', '-c', command)
        process.environment().putAll(URL: server.url(), TOKEN: 'page')
        def running = process.start()
        def answer = running.inputStream.text

        then:
        running.waitFor(60, TimeUnit.SECONDS)
        running.exitValue() == 0
        missing(Json.mapper().readValue(shown, Object), Json.mapper().readValue(answer, Object), '') == []

        where:
        [command, shown] << examples()
    }

    /** Fields that are shown but not there; keys that are states or names of the user's do not count. */
    private static List<String> missing(Object shown, Object actual, String at) {
        if (shown instanceof Map && !(at in ['/results/counts', '/results/tags', '/refused'])) {
            return shown.collectMany { key, value ->
                actual instanceof Map && actual.containsKey(key) ? missing(value, actual[key], "$at/$key") : ["$at/$key" as String]
            }
        }
        if (shown instanceof List && shown) {
            return actual instanceof List && actual ? missing(shown[0], actual[0], at) : [at + ' is empty']
        }
        []
    }
}
