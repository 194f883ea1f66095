package io.balsam.cli.run

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.cli.Shell
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** {@code simulate} says what a script would take on a machine, without running anything. */
class SimulateSpec extends Specification {

  @TempDir Path dir
  Shell shell

  def setup() {
    shell = new Shell(dir)
    dir.resolve('machine.yml').text = 'nodes: 8\ncores: 4\nqueues:\n  batch: {max_nodes: 4, max_wall_time: 6h}\nload: {utilisation: 0.5}\nwarm_up: 1d\n'
    dir.resolve('w.groovy').text = '''
      param 'jobs', default: 6
      app('prepare') { command 'touch {{i}}.txt' }
      app('simulate') { command 'touch {{i}}.txt'; postprocess { job -> fail('not here') } }
      (1..params.jobs).each { i ->
        def before = job('prepare') { parameters i: i; wallTime 10.minutes }
        job('simulate') { parameters i: i; nodes 2; wallTime 1.hour; after before }
      }
    '''
  }

  def "a script's jobs are done in simulated time, the same each time for one seed, and nothing is recorded"() {
    when:
    def runs = [1, 1, 2].collect { seed ->
      assert shell.balsam('simulate', 'w.groovy', '--machine', 'machine.yml', '--seed', seed, '--json') == 0
      new ObjectMapper().readTree(shell.out)
    }

    then: 'a chain of two jobs takes 30 % of its wall times at least'
    runs[0] == runs[1]
    runs[0] != runs[2]
    runs.every { it.get('solution_seconds').asDouble() > 0.3 * 4200 }
    runs.every { it.get('allocations').asInt() >= 1 && it.get('node_hours_used').asDouble() > 0 }
    runs.every { it.get('utilisation').asDouble() > 0 && it.get('utilisation').asDouble() <= 1 }
    Files.list(dir).withCloseable { files -> files*.fileName*.toString().toSorted() } == ['machine.yml', 'w.groovy']

    when:
    shell.balsam('simulate', 'w.groovy', '--machine', 'machine.yml', '--param', 'jobs=2', '-o', 'page.html')

    then:
    shell.lines()[0] ==~ /time to solution {2}\d+ (h \d\d min|min \d\d s)/
    shell.lines()[3] ==~ /waits {13}\d.* (s|min|h) on average, \d.* (s|min|h) at most/
    dir.resolve('page.html').text.contains('<span class="value">4</span>')
  }

  def "what was learnt of apps here is enough, without wall times"() {
    given:
    dir.resolve('known.groovy').text = "app('a') { command 'true {{i}}' }\n(1..12).each { i -> job('a') { parameters i: i } }\n"

    expect:
    shell.balsam('simulate', 'known.groovy', '--machine', 'machine.yml') == 2
    shell.err == 'balsam: nothing is known of how long jobs of a take: give them a wallTime, or run ten of them first\n'

    when:
    shell.balsam('run', 'known.groovy')

    then:
    shell.balsam('simulate', 'known.groovy', '--machine', 'machine.yml') == 0
  }

  private simulated(String script, String machine) {
    dir.resolve('other.yml').text = "nodes: 8\ncores: 4\n$machine"
    assert shell.balsam('simulate', script, '--machine', 'other.yml', '--json') == 0
    new ObjectMapper().readTree(shell.out)
  }

  def "ways of asking for allocations can be compared: #machine"() {
    when:
    def figures = simulated('w.groovy', "queues:\n  short: {max_wall_time: 2h}\n  long: {max_wall_time: 6h}\n$machine\n")

    then:
    figures.get('node_hours_asked').asDouble() / hours == figures.get('allocations').asInt()

    where:
    machine                                                                                   || hours
    'queue_maintainer: {submit_queue: long, num_nodes: 3, wall_time_min: 300, num_queued_jobs: 1}' || 15
    'auto_scaler: {submit_queue: short, min_num_nodes: 2, max_num_nodes: 2, min_wall_time_min: 90, max_wall_time_min: 90}' || 3
  }

  def "attempts fail as often as the machine says, and are repeated as the script says"() {
    given:
    dir.resolve('retries.groovy').text = '''
      app('a') { command 'true {{i}}'; retry attempts: 20, backoff: 10.seconds }
      app('b') { command 'true {{i}}' }
      (1..40).each { i -> job('a') { parameters i: i; wallTime 10.minutes }; job('b') { parameters i: i; wallTime 10.minutes } }
    '''

    when:
    def figures = simulated('retries.groovy', 'faults: {job_failures: 0.3}\n')

    then: 'of jobs without a retry'
    figures.get('jobs').asInt() == 80
    (figures.get('failed').asInt() - 12).abs() < 10

    when:
    shell.balsam('simulate', 'retries.groovy', '--machine', 'other.yml')

    then:
    shell.lines().last() ==~ /failed jobs {7}\d+ of 80/
  }

  def "wrong input is one clear line: #what"() {
    given:
    dir.resolve('bad.yml').text = 'nodes: 8\ncors: 4\n'
    dir.resolve('bad.swf').text = '1 2 x\n'
    dir.resolve('none.groovy').text = "app('a') { command 'true' }\n"

    expect:
    shell.balsam('simulate', *words.split(' ')) == code
    shell.err.contains(message)
    shell.err.count('\n') == 1

    where:
    what              | words                                            || code | message
    'no machine'      | 'w.groovy'                                       || 2    | '--machine PROFILE is missing: which machine?'
    'no such machine' | 'w.groovy --machine none.yml'                    || 2    | 'none.yml: there is no such file'
    'a wrong key'     | 'w.groovy --machine bad.yml'                     || 2    | "bad.yml:2:1: profile: unknown key 'cors': did you mean 'cores'?"
    'a bad trace'     | 'w.groovy --machine machine.yml --trace bad.swf' || 2    | 'bad.swf:1'
    'no job'          | 'none.groovy --machine machine.yml'              || 2    | 'declares no job'
    'no number'       | 'w.groovy --machine machine.yml --seed x'        || 2    | '--seed'
  }
}
