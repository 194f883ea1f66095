package io.balsam.server

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.ObjectNode
import io.balsam.engine.api.AppTimes
import io.balsam.engine.api.BatchJobTrial
import io.balsam.engine.api.CommandResult
import io.balsam.engine.api.EventView
import io.balsam.engine.api.Explanation
import io.balsam.engine.api.GraphView
import io.balsam.engine.api.JobView
import io.balsam.engine.api.NewRun
import io.balsam.engine.api.RunView
import io.balsam.engine.api.ScalingPlan
import io.balsam.engine.api.SiteEvent
import io.balsam.engine.api.SiteView
import io.balsam.engine.api.launcher.Assignments
import io.balsam.engine.api.launcher.OpenSession
import io.balsam.engine.api.launcher.Report
import io.balsam.engine.api.launcher.Session
import io.balsam.engine.domain.JobSpec
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Script
import io.balsam.engine.domain.TransferSlot
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.BatchJobRequest
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

/**
 * The documents of /v1 as they were recorded, in src/test/resources/wire/v1. A property that was recorded stays, under its name
 * and with its kind of value; what is new is recorded with -Dbalsam.docs=write, which takes nothing out.
 */
class WireSpec extends Specification {

    static final Path RECORDED = Path.of(System.getProperty('basedir', ''), 'src/test/resources/wire/v1')
    static final boolean WRITE = System.getProperty('balsam.docs') == 'write'

    /** What owners send, and what they take. */
    static final List<Class<?>> DOCUMENTS = [
        RunView, JobView, GraphView, EventView, Explanation, CommandResult, Script, NewRun, BatchJobInfo, BatchJobRequest, BatchJobTrial, SiteView,
        ScalingPlan, AppTimes,
        SiteEvent, TransferDocument, TransferChanges, JobDocument, JobRoutes.LastEvent, ErrorBody, OpenSession, Session, Assignments, Report
    ]

    private static Path file(Class<?> type) { RECORDED.resolve("${type.simpleName}.json") }

    private static JsonNode read(Path file) { WireJson.MAPPER.readTree(Files.readString(file)) }

    def "what was recorded of #type.simpleName is still written"() {
        given:
        JsonNode now = WireJson.MAPPER.valueToTree(WireSample.of(type))
        if (WRITE && (!Files.exists(file(type)) || gone(read(file(type)), now, '') == [])) {
            Files.createDirectories(RECORDED)
            Files.writeString(file(type), WireJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(now) + '\n')
        }

        expect:
        gone(read(file(type)), now, '') == []
        gone(now, read(file(type)), '') == [] // else record what is new

        where:
        type << DOCUMENTS
    }

    def "what was recorded of #type.simpleName is still read"() {
        when:
        def value = WireJson.MAPPER.readValue(Files.readString(file(type)), type)

        then:
        WireJson.MAPPER.valueToTree(value).toString() == read(file(type)).toString()

        where:
        type << DOCUMENTS
    }

    def "no document that was recorded is missing here"() {
        expect:
        Files.list(RECORDED).withCloseable { files -> files*.fileName*.toString().toSorted() } == DOCUMENTS.collect { "${it.simpleName}.json".toString() }.toSorted()
    }

    def "a property that is renamed, or has another kind of value, is noticed"() {
        given:
        JsonNode recorded = WireJson.MAPPER.readTree('{"id": 1, "rows": [{"at": "now"}]}')

        expect:
        gone(recorded, WireJson.MAPPER.readTree(now), '') == missing

        where:
        now                                                  || missing
        '{"id": 1, "rows": [{"at": "now"}], "more": true}'   || []
        '{"number": 1, "rows": [{"at": "now"}]}'             || ['/id']
        '{"id": "1", "rows": [{"at": "now"}]}'               || ['/id']
        '{"id": 1, "rows": [{"when": "now"}]}'               || ['/rows/0/at']
        '{"id": 1, "rows": {}}'                              || ['/rows']
    }

    def "a slot is read as it was written before it had a transfer of its own"() {
        expect:
        WireJson.MAPPER.readValue(
            '{"name": "x", "direction": "IN", "local_path": "x.h5", "required": true, "recursive": false, "description": ""}', TransferSlot) ==
            new TransferSlot('x', TransferSlot.Direction.IN, 'x.h5', true, false, '')
    }

    def "one place of a slot is a text, several are a list, in both directions"() {
        given:
        def json = (ObjectNode) read(file(NewRun)).at('/workflow/jobs/0')
        json.set('transfers', WireJson.MAPPER.readTree('{"x": "/a", "y": ["/b", "c:/d"]}'))

        when:
        def job = WireJson.MAPPER.treeToValue(json, JobSpec)

        then:
        job.transfers() == [x: ['/a'], y: ['/b', 'c:/d']]
        WireJson.MAPPER.valueToTree(job).get('transfers') == json.get('transfers')
    }

    def "a number that means no limit is null, in both directions"() {
        when:
        def json = WireJson.MAPPER.valueToTree(Resources.DEFAULT)

        then:
        json.get('node_packing_count').null
        WireJson.MAPPER.treeToValue(json, Resources) == Resources.DEFAULT

        and: 'as clients of before sent it'
        WireJson.MAPPER.treeToValue(((ObjectNode) json).put('node_packing_count', Integer.MAX_VALUE), Resources) == Resources.DEFAULT
    }

    /** Returns the paths of what is missing now, or has another kind of value. */
    private static List<String> gone(JsonNode recorded, JsonNode now, String at) {
        if (now == null || recorded.nodeType != now.nodeType) {
            return [at]
        }
        if (recorded instanceof ObjectNode) {
            return recorded.fieldNames().collect { it }.collectMany { gone(recorded.get(it), now.get(it), "$at/$it") }
        }
        if (recorded instanceof ArrayNode) {
            return (0..<recorded.size()).collectMany { gone(recorded.get(it), now.get(it), "$at/$it") }
        }
        []
    }
}
