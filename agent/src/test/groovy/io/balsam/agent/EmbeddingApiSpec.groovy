package io.balsam.agent

import io.balsam.agent.site.OperationFailed
import io.balsam.agent.site.OperationRefused
import io.balsam.build.PublicApi
import io.balsam.dsl.problem.ScriptProblems
import io.balsam.engine.api.EngineFailure
import io.balsam.engine.api.StoreAwayException
import io.balsam.engine.config.SettingsProblem
import io.balsam.engine.store.StoreException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

/**
 * The API for Java programs: {@code SiteEngine}, what its signatures show, and what it throws. The
 * SPI has a record of its own, which the plugins' module keeps.
 */
class EmbeddingApiSpec extends Specification {

    private static final Path RECORD = Path.of('src/test/api/embedding.txt')

    private static final List<Class<?>> THROWN =
        [ScriptProblems, SettingsProblem, OperationRefused, OperationFailed, StoreException, StoreAwayException, EngineFailure]

    List<String> now = PublicApi.shownBy([SiteEngine, *THROWN], ['io.balsam.agent', 'io.balsam.dsl', 'io.balsam.engine'])

    def "what Java programs see of Balsam is what the record says"() {
        given:
        if (System.getProperty('balsam.api') == 'write') {
            Files.write(RECORD, now)
        }
        List<String> recorded = Files.readAllLines(RECORD)

        expect: 'else it was changed: record it with -Dbalsam.api=write, and say in the changelog what programs have to do'
        [gone: recorded - now, come: now - recorded] == [gone: [], come: []]
    }

    def "it looked at the interface"() {
        expect:
        now.containsAll([
            'io.balsam.agent.SiteEngine: closed class',
            'io.balsam.agent.SiteEngine$Builder: io.balsam.agent.SiteEngine open()',
            'io.balsam.agent.RunResult: java.util.List<io.balsam.engine.api.JobView> failed()',
            'io.balsam.engine.api.Balsam: abstract java.util.List<io.balsam.engine.api.RunView> runs()',
        ])
    }
}
