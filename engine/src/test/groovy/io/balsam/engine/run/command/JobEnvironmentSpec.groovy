package io.balsam.engine.run.command

import io.balsam.engine.domain.Placement
import io.balsam.engine.domain.Resources
import spock.lang.Specification

class JobEnvironmentSpec extends Specification {

    static of(Map app, Map job, List<Integer> gpus = []) {
        JobEnvironment.of(new Resources(1, 1, 3, 1, 0, 1), gpus*.toString(), app, job, [BALSAM_JOB_ID: '7'])
    }

    def "later ones win: resources, app, job, balsam"() {
        expect:
        of(app, job).subMap(expected.keySet()) == expected

        where:
        app                    | job                    || expected
        [:]                    | [:]                    || [OMP_NUM_THREADS: '3', BALSAM_JOB_ID: '7']
        [OMP_NUM_THREADS: '1'] | [:]                    || [OMP_NUM_THREADS: '1']
        [A: 'app', B: 'app']   | [B: 'job']             || [A: 'app', B: 'job']
        [:]                    | [BALSAM_JOB_ID: 'mine'] || [BALSAM_JOB_ID: '7']
    }

    def "a job with GPUs sees only those"() {
        expect:
        of([:], [:], [1, 3]).CUDA_VISIBLE_DEVICES == '1,3'
        of([CUDA_VISIBLE_DEVICES: '9'], [:], [1]).CUDA_VISIBLE_DEVICES == '9'
        !of([:], [:]).containsKey('CUDA_VISIBLE_DEVICES')
    }
}
