package io.balsam.engine.api

import com.fasterxml.jackson.core.JsonProcessingException
import io.balsam.engine.domain.InputFiles
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Script
import io.balsam.engine.store.JobRecord
import io.balsam.engine.store.JobRow
import spock.lang.Specification

import java.nio.file.Path
import java.time.Duration
import java.time.Instant

class JsonSpec extends Specification {

    static final JobRow ROW = new JobRow(7, 2, 'tile', JobState.READY, '/site/data/a', [x: 1, y: [0.5, null, 'ü']],
            [A: 'b'], [row: '1'], [:], Resources.DEFAULT, Duration.ofMinutes(3), 4, [:],
            [new JobRow.Parent(3, ParentKind.ANY_END)],
            [new InputFiles(Optional.of(new ParentRef.Existing(3, ParentKind.SUCCESS)), '*.csv', true, false)],
            [:], Instant.EPOCH, 'a.groovy:3:1', 'key', OptionalLong.of(5), OptionalLong.empty(), OptionalLong.empty())

    def 'a #value.class.simpleName is equal after writing and reading'() {
        expect:
        Json.mapper().readValue(Json.mapper().writeValueAsString(value), value.class) == value

        where:
        value << [
                ROW,
                new JobRecord(ROW, 1, null, Instant.parse('2026-01-02T03:04:05.678901Z'), null, 'n1', OptionalLong.of(3), null, 15,
                        Duration.ofMillis(1500), OptionalLong.of(12), [1, 2], true, '', OptionalLong.empty()),
                JobFilter.ALL.withStates([JobState.FAILED] as Set).withTags(a: 'b'),
                new Script('w.groovy', Path.of('/a:b/c d'), ['w.groovy': 'job'], [n: 3]),
                new RunView(1, 'w-1', 'ada', 'w', '/d', Instant.EPOCH, null, [tile: [(JobState.READY): 3L]])]
    }

    def 'names are snake_case, instants and durations ISO-8601, an empty optional is null'() {
        when:
        def json = Json.mapper().readTree(Json.mapper().writeValueAsString(ROW))

        then:
        json.get('wall_time').asText() == 'PT3M'
        json.get('launch_params').isObject()
        json.get('created_by').isNull()
        json.get('reused_from').asLong() == 5
        Json.mapper().writeValueAsString(Instant.EPOCH) == '"1970-01-01T00:00:00Z"'
    }

    def 'an interpolated string is written as a string'() {
        expect:
        Json.mapper().writeValueAsString([name: "tile-${3}"]) == '{"name":"tile-3"}'
    }

    def 'a document is refused: #what'() {
        when:
        Json.mapper().readValue(text, GraphView.Edge)

        then:
        thrown(JsonProcessingException)

        where:
        what                 | text
        'an unknown name'    | '{"parent":1,"child":2,"any_end":true,"colour":"red"}'
        'a missing number'   | '{"parent":1,"any_end":true}'
        'text after the end' | '{"parent":1,"child":2,"any_end":true} {}'
    }
}
