package io.balsam.engine.config

import io.balsam.engine.batchjob.BatchJobSettings
import io.balsam.engine.site.CleanerSettings
import io.balsam.engine.site.HookModuleSettings
import io.balsam.spi.PluginConfig
import spock.lang.Specification

class ModuleKeysSpec extends Specification {

  def "the keys that hints know are those that the module reads: #module"() {
    given:
    def config = new PluginConfig(values)

    when:
    read.call(config)

    then:
    config.@read as Set == ModuleKeys.ALL[module] as Set

    where:
    module              | values                         | read
    'batch_job_manager' | [scheduler_interface: 'local'] | { BatchJobSettings.read(it, { name -> name }) }
    'processing'        | [:]                            | { HookModuleSettings.read(it) }
    'file_cleaner'      | [:]                            | { CleanerSettings.read(it) }
    'transfer'          | [:]                            | { TransferLimits.read(it, { name -> Optional.empty() }) }
  }
}
