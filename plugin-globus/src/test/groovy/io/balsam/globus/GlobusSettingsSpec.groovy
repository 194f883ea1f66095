package io.balsam.globus

import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.spi.TransferItem
import io.balsam.testkit.TestContext
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class GlobusSettingsSpec extends Specification {

  static final String ID = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'

  @TempDir
  Path folder

  def "every setting is known, and one is needed"() {
    given:
    def config = new PluginConfig([endpoint_id: ID])

    when:
    new GlobusTransferProvider().create(config, TestContext.real(folder))

    then:
    config.known() == ['endpoint_id', 'endpoint_path', 'client_id', 'client_secret_file', 'token_file', 'sync_level', 'verify_checksum', 'encrypt_data',
                       'preserve_timestamp', 'rename', 'deadline', 'label', 'proxy', 'transfer_url', 'auth_url'].toSet()
  }

  def "#setting is refused"() {
    when:
    new GlobusTransferProvider().create(new PluginConfig([endpoint_id: ID] + setting), TestContext.real(folder))

    then:
    def e = thrown(PluginException)
    e.message == words

    where:
    setting                        || words
    [endpoint_id: null]            || "endpoint_id: must be set under plugins: transfer: globus: in settings.yml, to the UUID of the site's collection"
    [endpoint_id: 'my-laptop']     || 'endpoint_id: my-laptop: must be the UUID of a collection'
    [sync_level: 'date']           || 'sync_level: date: must be one of exists, size, mtime, checksum'
    [label: 'x' * 129]             || 'label: must be one line of at most 128 characters'
    [endpoint_path: [here: '/x']]  || 'endpoint_path: here: /x: both must be absolute paths'
    [proxy: 'proxy.site.org']      || 'proxy: proxy.site.org: must be an address such as http://proxy:3128'
    [transfer_url: 'globus.org']   || 'transfer_url: globus.org: must be an address such as https://transfer.api.globus.org'
  }

  def "#local is #there on the collection"() {
    expect:
    new CollectionPaths(places.collectEntries { [Path.of(it.key), it.value] }).of(local) == there

    where:
    places                                  | local                || there
    [:]                                     | '/lustre/a'          || '/lustre/a'
    ['/': '/host']                          | '/lustre/a'          || '/host/lustre/a'
    ['/lustre': '/', '/lustre/p': '/proj/'] | '/lustre/a'          || '/a'
    ['/lustre': '/', '/lustre/p': '/proj/'] | '/lustre/p/a'        || '/proj/a'
    ['/lustre': '/', '/lustre/p': '/proj/'] | '/lustre/pp/a'       || '/pp/a'
    ['/lustre': '/~/']                      | '/lustre/x/../a'     || '/~/a'
  }

  def "a path outside all directories of endpoint_path is refused, not left out"() {
    when:
    new CollectionPaths([(Path.of('/lustre')): '/']).of('/home/me/a')

    then:
    def e = thrown(PluginException)
    e.message.startsWith('/home/me/a lies in no directory of endpoint_path')
  }

  def "#url is #path of its collection"() {
    expect:
    GlobusUrl.of(url) == new GlobusUrl(ID, path)

    where:
    url                                      || path
    "globus://$ID/a/b"                       || '/a/b'
    "GLOBUS://${ID.toUpperCase()}/a%20b%25"  || '/a b%'
    "globus://$ID/100%/gr%C3%BCn/~"          || '/100%/grün/~'
  }

  def "a URL without a collection or path is refused: #url"() {
    when:
    Batch.of('s', [new TransferItem(url, '/here/a', false)], ID, new CollectionPaths([:]), true)

    then:
    thrown(PluginException)

    where:
    url << ['globus://archive/a', "globus://$ID", 'ssh://host/a']
  }
}
