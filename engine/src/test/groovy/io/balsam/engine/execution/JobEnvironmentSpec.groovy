package io.balsam.engine.execution

import io.balsam.engine.domain.Resources
import io.balsam.spi.VisibleGpus
import spock.lang.Specification

class JobEnvironmentSpec extends Specification {

    static of(Map app, Map job, List gpus = null, Map own = [:]) {
        JobEnvironment.of(new Resources(1, 1, 3, 1, 0, 1), gpus?.collect { it.toString() }, own, app, job, [BALSAM_JOB_ID: '7'])
    }

    def "later variables override earlier ones: resources, app, job, balsam"() {
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

    def "a job without GPUs sees none of its nodes' GPUs: a launcher with #own"() {
        expect:
        of([:], [:], [], own).findAll { it.key =~ /DEVICE|MASK|GPU/ } ==
            [CUDA_VISIBLE_DEVICES: '', ROCR_VISIBLE_DEVICES: '', HIP_VISIBLE_DEVICES: '-1', ZE_AFFINITY_MASK: '-1'] + more
        VisibleGpus.of(own + of([:], [:], [], own)).get() == []

        where:
        own                                        || more
        [:]                                        || [:]
        [CUDA_VISIBLE_DEVICES: '0,1']              || [:]
        [ROCR_VISIBLE_DEVICES: '0', HIP_VISIBLE_DEVICES: '0'] || [:]
        [ONEAPI_DEVICE_SELECTOR: 'level_zero:2,3'] || [ONEAPI_DEVICE_SELECTOR: 'level_zero:*']
        [BALSAM_GPU_NAMES: 'MIG-1,MIG-2']          || [BALSAM_GPU_NAMES: '']
    }

    def "an app or a job may name GPUs nevertheless"() {
        expect:
        of([:], [CUDA_VISIBLE_DEVICES: '0'], []).CUDA_VISIBLE_DEVICES == '0'
    }

    def "the database and the names of all GPUs are the launcher's alone"() {
        given:
        def own = [BALSAM_DB: 'jdbc:postgresql://host/jobs', BALSAM_GPU_NAMES: 'MIG-1,MIG-2,MIG-3']

        expect:
        of([:], [:], ['MIG-2'], own).subMap(own.keySet()) == [BALSAM_DB: '', BALSAM_GPU_NAMES: 'MIG-2']
        of([BALSAM_DB: 'jdbc:h2:mem:mine'], [:], [], own).BALSAM_DB == 'jdbc:h2:mem:mine'
        !of([:], [:]).containsKey('BALSAM_DB')
    }

    def "GPU variables are relative to what the launcher has: a launcher with #own"() {
        expect:
        of([:], [:], ['2', '3'], own).findAll { it.key =~ /DEVICE|MASK/ } == [CUDA_VISIBLE_DEVICES: '2,3', ZE_AFFINITY_MASK: '2,3'] + more

        where:
        own                                          || more
        [:]                                          || [CUDA_DEVICE_ORDER: 'PCI_BUS_ID', HIP_VISIBLE_DEVICES: '2,3']
        [CUDA_DEVICE_ORDER: 'FASTEST_FIRST']         || [CUDA_DEVICE_ORDER: 'FASTEST_FIRST', HIP_VISIBLE_DEVICES: '2,3']
        [HIP_VISIBLE_DEVICES: '2,3']                 || [CUDA_DEVICE_ORDER: 'PCI_BUS_ID', HIP_VISIBLE_DEVICES: '2,3']
        [ROCR_VISIBLE_DEVICES: '1,2,3']              || [CUDA_DEVICE_ORDER: 'PCI_BUS_ID', HIP_VISIBLE_DEVICES: '0,1', ROCR_VISIBLE_DEVICES: '2,3']
        [ONEAPI_DEVICE_SELECTOR: 'level_zero:2,3']   || [CUDA_DEVICE_ORDER: 'PCI_BUS_ID', HIP_VISIBLE_DEVICES: '2,3', ONEAPI_DEVICE_SELECTOR: 'level_zero:*']
        [ONEAPI_DEVICE_SELECTOR: 'level_zero:gpu']   || [CUDA_DEVICE_ORDER: 'PCI_BUS_ID', HIP_VISIBLE_DEVICES: '2,3']
    }
}
