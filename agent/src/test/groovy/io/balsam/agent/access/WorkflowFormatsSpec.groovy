package io.balsam.agent.access

import io.balsam.dsl.ScriptParameter
import io.balsam.dsl.WorkflowFormat
import io.balsam.dsl.WorkflowReader
import io.balsam.dsl.problem.Problem
import io.balsam.engine.api.Json
import io.balsam.engine.domain.Script
import io.balsam.engine.domain.ScriptContext
import io.balsam.engine.domain.Workflow
import io.balsam.engine.packing.Capacity
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class WorkflowFormatsSpec extends Specification {

    /** A language whose every file is a workflow without jobs. */
    static class Lines implements WorkflowFormat {

        @Override
        String name() { 'lines' }

        @Override
        Set<String> endings() { ['.lines', '.txt'] as Set }

        @Override
        Workflow read(Path script, Map<String, Object> params) {
            load(new Script(script.fileName.toString(), script.parent, [:], params, ScriptContext.UNKNOWN, name()))
        }

        @Override
        Workflow read(Path script, Map<String, Object> params, Capacity capacity) { read(script, params) }

        @Override
        List<Problem> lint(Path script, Map<String, Object> params, Capacity capacity) { [] }

        @Override
        List<ScriptParameter> parameters(Path script) { [] }

        @Override
        Workflow load(Script script) { new Workflow('lines', script, [:], []) }
    }

    @TempDir Path dir
    def groovy = new WorkflowReader(Path.of('/nonexistent'))
    def formats = new WorkflowFormats([groovy, new Lines()])

    def "a file is read in the format of its extension, or in the first format if none has it: #file"() {
        expect:
        formats.of(Path.of(file)).name() == name

        where:
        file                  || name
        'sweep.groovy'        || 'groovy'
        '/site/sweep.lines'   || 'lines'
        'sweep.groovy.txt'    || 'lines'
        'sweep'               || 'groovy'
        'sweep.wf'            || 'groovy'
    }

    def "a stored script is read again in the format it was written in"() {
        given:
        Path file = Files.writeString(dir.resolve('one.groovy'), "app('a') { command 'true' }; job('a')")

        expect:
        formats.load(stored(formats.of(file).read(file, [:]).script())).apps().keySet() == ['a'] as Set
        formats.load(stored(formats.of(dir.resolve('two.lines')).read(dir.resolve('two.lines'), [:]).script())).name() == 'lines'
    }

    /** As it comes back from the record. */
    private static Script stored(Script script) {
        Json.mapper().readValue(Json.mapper().writeValueAsString(script), Script)
    }

    def "a script that was stored before there were formats is in Groovy"() {
        expect:
        Json.mapper().readValue('{"main": "a.groovy", "directory": "/site", "texts": {}, "params": {}}', Script).format() == 'groovy'
    }

    def "a script in a format of a newer program is refused with its name"() {
        when:
        new WorkflowFormats([groovy]).load(new Script('two.lines', dir, [:], [:], ScriptContext.UNKNOWN, 'lines'))

        then:
        def e = thrown(IllegalArgumentException)
        e.message == "two.lines is a workflow in the format 'lines', which this program does not read (it reads groovy): use a newer Balsam"
    }
}
