package io.balsam.views

import io.balsam.engine.api.GraphView
import io.balsam.views.dag.DagSvg
import spock.lang.Specification

import java.nio.file.Files
import java.nio.file.Path

import static io.balsam.engine.domain.JobState.*

/** The pictures in docs are what we draw now. {@code -Dbalsam.pictures=write} draws them anew. */
class PicturesOfTheDocsSpec extends Specification {
    static final Path PICTURES = Path.of(System.getProperty('basedir', ''), '../docs/pictures')

    static GraphView small() {
        def parents = [prepare: []]
        parents += (1..4).collectEntries { ["simulate.$it" as String, ['prepare']] }
        parents += (1..4).collectEntries { ["analyse.$it" as String, ["simulate.$it" as String]] }
        parents += [merge: (1..4).collect { "analyse.$it" as String }, plot: ['merge', 'prepare'], archive: (1..4).collect { "simulate.$it" as String }]
        Graphs.graph(parents, ['simulate.3': FAILED, 'analyse.3': FAILED, 'analyse.4': RUNNING, archive: FAILED, merge: FAILED, plot: FAILED])
    }

    def "#name is up to date"() {
        given:
        def file = PICTURES.resolve(name)
        def drawn = DagSvg.render(graph)
        if (System.getProperty('balsam.pictures') == 'write') {
            Files.writeString(file, drawn)
        }

        expect:
        Files.readString(file) == drawn

        where:
        name        | graph
        'small.svg' | small()
        'large.svg' | SampleRun.genomes(200).graph()
    }
}
