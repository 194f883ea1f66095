package io.balsam.engine.transfer

import io.balsam.engine.EngineSpecification
import io.balsam.engine.domain.InputFiles
import io.balsam.engine.domain.JobState


class InputNamesSpec extends EngineSpecification {

    def "an input is named by what lies below the fixed part of its pattern: #pattern"() {
        given:
        ['data/one.txt', 'data/deep/two.txt'].each {
            def file = site.resolve('in').resolve(it).toFile()
            file.parentFile.mkdirs()
            file.text = it
        }

        when:
        def input = new InputFiles(Optional.empty(), pattern.replace('SITE', site.toString()), copy, false)
        long run = run([command('find . -name "*.txt" | sort')], [job(inputs: [input])])

        then:
        jobs(run)[0].state() == JobState.JOB_FINISHED
        text("data/flow-$run/job0/job.out").readLines() == names

        where:
        pattern                  | copy  || names
        'in/data/one.txt'        | false || ['./one.txt']
        'in/data/*.txt'          | true  || ['./one.txt']
        'in/**/*.txt'            | false || ['./data/deep/two.txt', './data/one.txt']
        'in/data/**/*.txt'       | false || ['./deep/two.txt', './one.txt']
        'SITE/in/data/deep/*.txt' | false || ['./two.txt']
    }
}
