package io.balsam.cli.look

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.agent.access.SiteAccess
import io.balsam.agent.access.SiteClient
import io.balsam.cli.Shell
import io.balsam.cli.option.Arguments
import io.balsam.cli.option.CommandSpec
import io.balsam.cli.site.Invocation
import io.balsam.cli.term.Console
import io.balsam.cli.term.Io
import io.balsam.cli.term.Style
import io.balsam.engine.api.JobFilter
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Programs get everything; a person is told how much there is beyond what is shown. */
class ListingSpec extends Specification {

  @TempDir @Shared Path dir
  @Shared Shell shell
  /** How many events there are: a job that waits for a slow one before it has some more. */
  @Shared int all

  def setupSpec() {
    dir.resolve('many.groovy').text = "app('a') { command 'true' }\n(1..180).each { job('a') }\n"
    dir.resolve('one.groovy').text = "app('a') { command 'true' }\njob('a')\n"
    shell = new Shell(dir)
    assert shell.balsam('run', 'many.groovy') == 0
    21.times { assert shell.balsam('run', 'one.groovy') == 0 }
    all = open().withCloseable { it.balsam().lastEvent() as int }
  }

  def "'balsam #line --json' prints all #count"() {
    expect:
    shell.balsam(*line.split(' '), '--json') == 0
    json().size() == count
    shell.err == ''

    where:
    line                                   || count
    'job ls'                               || 201
    'job ls --limit 0'                     || 201
    'job ls --limit 7'                     || 7
    'job ls --offset 150'                  || 51
    'job ls --newest --limit 60'           || 60
    'job ls --state finished'              || 201
    'job ls --state failed'                || 0
    'runs'                                 || 22
    'runs --limit 3'                       || 3
  }

  def "'balsam events #options' prints #count lines"() {
    expect:
    shell.balsam('events', *options.split(' ')) == 0
    shell.lines().size() == count
    shell.err == said

    where:
    options               || count   | said
    '--json'              || all     | ''
    '--json --limit 1500' || 1500    | ''
    '--limit 0'           || all     | ''
    "--limit $all"         || all     | ''
    '--limit 2'           || 2       | 'There are more: --limit 0 shows all; the next ones: --after 2\n'
    "--after ${all - 2}"  || 2       | ''
    '--after 0'           || 1000    | 'There are more: --limit 0 shows all; the next ones: --after 1000\n'
  }

  def "a shortened table says how many there are: #line"() {
    expect:
    shell.balsam(*line.split(' ')) == 0
    shell.lines().last() == last

    where:
    line                              || last
    'job ls'                          || '50 of 201 jobs: --limit 0 shows all; the next ones: --offset 50'
    'job ls --limit 2 --offset 190'   || '2 of 201 jobs: --limit 0 shows all; the next ones: --offset 192'
    'runs'                            || '20 of 22 runs; all: balsam runs --limit 0'
  }

  def "pages joined together give the whole list in order: #order from #offset, #limit at most"() {
    given:
    def site = open()
    def filter = JobFilter.ALL.withOrder(order).withPage(limit, offset)

    expect:
    new JobPages(site.balsam(), filter, 7).collectMany { it*.id() } == site.balsam().jobs(filter).results()*.id()

    cleanup:
    site.close()

    where:
    [order, offset, limit] << [[JobFilter.Order.ID, JobFilter.Order.ID_DESC], [0, 5], [1, 7, 20, 500]].combinations()
  }

  private List json() { new ObjectMapper().readValue(shell.out, List) }

  private SiteClient open() {
    def call = new Invocation(Arguments.parse(CommandSpec.of('', ''), []), new Console(io(), new Style(false, false), false))
    SiteAccess.openReadOnly(call.context())
  }

  private Io io() {
    new Io(System.out, System.err, shell.environment, shell.directory, false, 80, false, 'balsam')
  }
}
