package io.balsam.engine.config

import io.balsam.engine.config.TransferLimits.Limit
import io.balsam.spi.PluginException
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

/** The block {@code transfer} of the service modules. */
class TransferLimitsSpec extends Specification {

  @TempDir Path dir

  private TransferLimits read(String block) {
    Files.writeString(dir.resolve('settings.yml'), "service_modules:\n  transfer: $block\n")
    def settings = Settings.read([:], [:], dir.resolve('settings.yml'), dir.resolve('user.yml'))
    ConfigReader.make('transfer', settings.modules().getOrDefault('transfer', ConfigBlock.of([:]))) {
      TransferLimits.read(it) { way -> way in ['rsync', 'globus'] ? Optional.empty() : Optional.of("unknown transfer '$way'".toString()) }
    }
  }

  private static Limit limit(int tasks, int items, int seconds) { new Limit(tasks, items, Duration.ofSeconds(seconds)) }

  def "a transfer has its own limit, else the general one: #block"() {
    expect:
    with(read(block)) {
      of('rsync') == rsync
      of('globus') == globus
    }

    where:
    block                                                                             || rsync             | globus
    'null'                                                                            || limit(5, 1000, 15)  | limit(5, 1000, 15)
    '{}'                                                                              || limit(5, 1000, 15)  | limit(5, 1000, 15)
    '{max_concurrent_transfers: 1, transfer_batch_size: 20, service_period: 3600}'    || limit(1, 20, 3600)  | limit(1, 20, 3600)
    '{max_concurrent_transfers: 1, ways: {rsync: {max_concurrent_transfers: 8}}}'     || limit(8, 1000, 15)  | limit(1, 1000, 15)
    '{service_period: 9, ways: {rsync: {transfer_batch_size: 1}, globus: {service_period: 60}}}' || limit(5, 1, 9) | limit(5, 1000, 60)
    '{ways: {rsync: }, max_concurrent_transfers: }'                                   || limit(5, 1000, 15)  | limit(5, 1000, 15)
    '{ways: [{rsync: {max_concurrent_transfers: 2}}, {globus: {max_concurrent_transfers: 3}}]}'  || limit(2, 1000, 15) | limit(3, 1000, 15)
    '{max_concurrent_transfers: 1000, transfer_batch_size: 100000, service_period: 86400}' || limit(1000, 100_000, 86_400) | limit(1000, 100_000, 86_400)
  }

  def "items in memory are enough for twice the tasks that may run, whatever transfer they go by: #block"() {
    expect:
    read(block).inMemory() == items

    where:
    block                                                                                             || items
    '{}'                                                                                              || 10_000
    '{max_concurrent_transfers: 1, transfer_batch_size: 1}'                                           || 10_000
    '{max_concurrent_transfers: 20}'                                                                  || 40_000
    '{ways: {globus: {transfer_batch_size: 9000}, rsync: {max_concurrent_transfers: 6}}}'             || 90_000
    '{max_concurrent_transfers: 1000, transfer_batch_size: 100000}'                                   || 1_000_000
  }

  def "what cannot be is refused with its place: #block"() {
    when:
    read(block)

    then:
    def e = thrown(PluginException)
    e.message.replace("$dir/settings.yml:2:", '') == message

    where:
    block                                                  || message
    '{max_concurrent_transfers: 0}'                        || '14: transfer: max_concurrent_transfers: 0: must be a whole number of at least 1'
    '{max_concurrent_transfers: -1}'                       || '14: transfer: max_concurrent_transfers: -1: must be a whole number of at least 1'
    '{max_concurrent_transfers: 2.5}'                      || '14: transfer: max_concurrent_transfers: 2.5: must be a whole number'
    '{max_concurrent_transfers: many}'                     || '14: transfer: max_concurrent_transfers: many: must be a whole number'
    '{max_concurrent_transfers: 1001}'                     || '14: transfer: max_concurrent_transfers: 1001: must be a whole number from 1 to 1000'
    '{transfer_batch_size: 0}'                             || '14: transfer: transfer_batch_size: 0: must be a whole number of at least 1'
    '{transfer_batch_size: 1000000}'                       || '14: transfer: transfer_batch_size: 1000000: must be a whole number from 1 to 100000'
    '{service_period: 0}'                                  || '14: transfer: service_period: must be a number of seconds from 1 to 86400'
    '{service_period: 90000}'                              || '14: transfer: service_period: must be a number of seconds from 1 to 86400'
    '{service_period: soon}'                               || '14: transfer: service_period: soon: must be a number'
    '{max_concurrent_transfer: 3}'                         || "14: transfer: unknown key 'max_concurrent_transfer': did you mean 'max_concurrent_transfers'?"
    '{globus_endpoint: x}'                                 || "14: transfer: unknown key 'globus_endpoint': did you mean 'globus_endpoint_id'?"
    '{transfer_location: {}}'                              || "14: transfer: unknown key 'transfer_location': did you mean 'transfer_locations'?"
    '{globus_endpoint_site_path: /p}'                      || '14: transfer: globus_endpoint_site_path: say in plugins: transfer: globus: endpoint_path where directories lie on the collection'
    '{num_items_query_limit: 9}'                           || "14: transfer: unknown key 'num_items_query_limit': known keys: globus_endpoint_id, max_concurrent_transfers, service_period, transfer_batch_size, transfer_locations, ways"
    '{ways: 3}'                                            || '14: transfer: ways: 3: must be blocks by name'
    '{ways: {rsync: 3}}'                                   || '21: transfer: ways.rsync: 3: must be a block'
    '{ways: {rsnyc: {}}}'                                  || "21: transfer: ways.rsnyc: unknown transfer 'rsnyc'"
    '{ways: {rsync: {max_concurrent_transfers: 0}}}'       || '29: transfer: max_concurrent_transfers: 0: must be a whole number of at least 1'
    '{ways: {rsync: {transfer_batchsize: 9}}}'             || "29: transfer: ways.rsync: unknown key 'transfer_batchsize': did you mean 'transfer_batch_size'?"
  }

  def "all mistakes of the block are reported together"() {
    when:
    read('{max_concurrent_transfers: 0, transfer_batch_size: x, ways: {rsnyc: {}, rsync: {service_period: 0}}}')

    then:
    def e = thrown(PluginException)
    e.message.readLines()*.replaceAll('.*transfer: ', '')*.replaceAll(':.*', '') == ['max_concurrent_transfers', 'transfer_batch_size', 'ways.rsnyc', 'service_period']
  }
}
