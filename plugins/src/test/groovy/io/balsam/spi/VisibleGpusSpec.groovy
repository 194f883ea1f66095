package io.balsam.spi

import spock.lang.Specification

class VisibleGpusSpec extends Specification {

  def "#environment leaves #names"() {
    expect:
    VisibleGpus.of(environment).orElse(null) == names

    where:
    environment                                                              | names
    [:]                                                                      | null
    [CUDA_VISIBLE_DEVICES: '2,3']                                            | ['2', '3']
    [CUDA_VISIBLE_DEVICES: ' 3 , 1 ']                                        | ['3', '1']
    [CUDA_VISIBLE_DEVICES: '']                                               | []
    [CUDA_VISIBLE_DEVICES: 'NoDevFiles']                                     | []
    [CUDA_VISIBLE_DEVICES: '-1']                                             | []
    [CUDA_VISIBLE_DEVICES: '0,-1,2']                                         | ['0']
    [CUDA_VISIBLE_DEVICES: '1,1']                                            | ['1']
    [CUDA_VISIBLE_DEVICES: 'GPU-8932f937-d72c,MIG-GPU-8932f937/7/0']         | ['GPU-8932f937-d72c', 'MIG-GPU-8932f937/7/0']
    [HIP_VISIBLE_DEVICES: '2,3']                                             | ['2', '3']
    [ROCR_VISIBLE_DEVICES: '4,GPU-12ab']                                     | ['4', 'GPU-12ab']
    [ROCR_VISIBLE_DEVICES: '4,5,6', HIP_VISIBLE_DEVICES: '2,0']              | ['6', '4']
    [ROCR_VISIBLE_DEVICES: '4,5', HIP_VISIBLE_DEVICES: '1,7']                | ['5']
    [CUDA_VISIBLE_DEVICES: '', ROCR_VISIBLE_DEVICES: '0,1']                  | ['0', '1']
    [ZE_AFFINITY_MASK: '0.1,1.0']                                            | ['0.1', '1.0']
    [ONEAPI_DEVICE_SELECTOR: 'level_zero:2,3']                               | ['2', '3']
    [ONEAPI_DEVICE_SELECTOR: 'opencl:cpu;level_zero:1']                      | ['1']
    [ONEAPI_DEVICE_SELECTOR: 'level_zero:gpu']                               | null
    [ONEAPI_DEVICE_SELECTOR: '*:1', ZE_AFFINITY_MASK: '4,5']                 | ['5']
    [BALSAM_GPU_NAMES: 'a, b', CUDA_VISIBLE_DEVICES: '7']                    | ['a', 'b']
    [BALSAM_GPU_NAMES: ' ', CUDA_VISIBLE_DEVICES: '7']                       | ['7']
  }
}
