package io.balsam.engine.config

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Keys of the block {@code transfer} that stand for settings with a place of their own. */
class TransferBlockSpec extends Specification {

  static final String UUID = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'

  @TempDir Path dir

  private Settings read(String site, String user = '') {
    Files.writeString(dir.resolve('settings.yml'), site)
    Files.writeString(dir.resolve('user.yml'), user)
    Settings.read([:], [:], dir.resolve('settings.yml'), dir.resolve('user.yml'))
  }

  def "locations may be given in the block of the service module: #where"() {
    when:
    def settings = read(site, user)

    then:
    settings.locations().names() == names as Set
    settings.place('transfer_locations') == "$dir/$place"
    !settings.blocks().keySet().any { it.contains('transfer_locations') }

    where:
    where                | site                                                                                  | user                                      || names      | place
    'as a block'         | 'service_modules:\n  transfer:\n    transfer_locations: {a: "ssh://h/", b: "ssh://i/"}' | ''                                        || ['a', 'b'] | 'settings.yml:3:25'
    'as a text'          | 'service_modules:\n  transfer: {transfer_locations: "a=ssh://h/"}'                    | ''                                        || ['a']      | 'settings.yml:2:34'
    'over the user\'s'   | 'service_modules:\n  transfer: {transfer_locations: {a: "ssh://h/"}}'                 | 'transfer_locations: {b: "ssh://i/"}'     || ['a']      | 'settings.yml:2:34'
    'in the user\'s file' | 'cores: 1'                                                                           | 'service_modules: {transfer: {transfer_locations: {a: "ssh://h/"}}}' || ['a'] | 'user.yml:1:50'
    'at the top'         | 'transfer_locations: {a: "ssh://h/"}'                                                 | 'service_modules: {transfer: {transfer_locations: {b: "ssh://h/"}}}' || ['a'] | 'settings.yml:1:21'
  }

  def "the site's Globus collection has one value, wherever it is given: #site, #user"() {
    when:
    def settings = read(site, user)

    then:
    settings.plugins()[ProviderKind.TRANSFER].globus == all
    settings.place('plugins.transfer.globus.endpoint_id') == "$dir/$place"
    !settings.blocks().keySet().any { it.contains('globus_endpoint_id') }

    where:
    site                                                       | user                                                                || all                       | place
    'service_modules: {transfer: {globus_endpoint_id: x}}'     | ''                                                                  || [endpoint_id: 'x']        | 'settings.yml:1:30'
    'service_modules: {transfer: {globus_endpoint_id: x}}'     | 'plugins: {transfer: {globus: {endpoint_id: y, label: z}}}'         || [endpoint_id: 'x', label: 'z'] | 'settings.yml:1:30'
    'plugins: {transfer: {globus: {endpoint_id: x}}}'          | 'service_modules: {transfer: {globus_endpoint_id: y}}'              || [endpoint_id: 'x']        | 'settings.yml:1:31'
    'service_modules: {transfer: {globus_endpoint_id: x}}\nplugins: {transfer: {globus: {label: z}}}' | ''                           || [label: 'z', endpoint_id: 'x'] | 'settings.yml:1:30'
  }

  def "what is given in both places of a file is refused, and both are named: #text"() {
    when:
    read(text)

    then:
    def e = thrown(SettingsProblem)
    e.message == message.replace('FILE', "$dir/settings.yml")

    where:
    text                                                                                                                    || message
    'transfer_locations: {a: "ssh://h/"}\nservice_modules:\n  transfer: {transfer_locations: {b: "ssh://h/"}}\n'            || "FILE:3:14: 'transfer_locations' is set at FILE:1:21 too: keep one of them"
    'service_modules:\n  transfer: {transfer_locations: {b: "ssh://h/"}}\ntransfer_locations: {a: "ssh://h/"}\n'            || "FILE:3:1: 'transfer_locations' is set at FILE:2:34 too: keep one of them"
    'service_modules: {transfer: {globus_endpoint_id: x}}\nplugins:\n  transfer:\n    globus:\n      endpoint_id: x\n'     || "FILE:1:30: 'globus_endpoint_id' is set at FILE:5:7 too: keep one of them"
  }

  def "a location that makes no sense is named with its place in the block"() {
    when:
    read('service_modules:\n  transfer:\n    transfer_locations:\n      a: /data\n')

    then:
    def e = thrown(SettingsProblem)
    e.message == "$dir/settings.yml:4:10: transfer_locations: a: '/data' is not a URL with an absolute path, as file:///data or ssh://host/data"
  }

  def "a key of the block at the top is told where it belongs: #key"() {
    when:
    read("$key: 3\n")

    then:
    def e = thrown(SettingsProblem)
    e.message == "$dir/settings.yml:1:1: unknown key '$key': it belongs below $places"

    where:
    key                        || places
    'max_concurrent_transfers' || "'service_modules: transfer'"
    'transfer_batch_size'      || "'service_modules: transfer'"
    'globus_endpoint_id'       || "'service_modules: transfer'"
    'service_period'           || "'service_modules: auto_scaler' or 'service_modules: transfer'"
  }
}
