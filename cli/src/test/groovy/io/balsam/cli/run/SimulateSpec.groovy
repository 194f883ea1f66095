package io.balsam.cli.run

import com.fasterxml.jackson.databind.ObjectMapper
import java.util.zip.GZIPOutputStream
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

  def "jobs that never run are refused, or given up: #what"() {
    given:
    dir.resolve('few.yml').text = "nodes: 8\n$machine"
    dir.resolve('few.groovy').text = "app('a') { command 'true' }\n3.times { job('a') { $job } }\n"

    expect:
    shell.balsam('simulate', 'few.groovy', '--machine', 'few.yml') == code
    shell.err.contains(message)
    shell.out.empty

    where:
    what                   | job                             | machine                                                                       || code | message
    'too many nodes'       | 'nodes 40; wallTime 10.minutes' | ''                                                                            || 2    | 'few.groovy:2:11: the job can never run here: needs 40 nodes, queue batch gives at most 8'
    'queue too short'      | 'wallTime 10.minutes'           | 'queues: {batch: {max_wall_time: 5m}}'                                        || 2    | 'the job can never run here: needs an allocation of 11m'
    'longer than a day'    | 'wallTime 100.hours'            | ''                                                                            || 3    | 'jobs are left, and no BatchJob was queued or running for a day; 3 jobs with 1 node for 4d4h each'
    'settings too small'   | 'nodes 4; wallTime 10.minutes'  | 'auto_scaler: {max_num_nodes: 2, max_wall_time_min: 60}'                      || 3    | '3 jobs with 4 nodes for 10m each: no allocation that may be asked for is large enough'
    'settings too large'   | 'nodes 4; wallTime 10.minutes'  | 'queue_maintainer: {num_nodes: 80, wall_time_min: 60}'                        || 3    | 'its settings ask for 80 nodes at least, the queue gives 8'
    'allocations too short' | 'wallTime 10.minutes'          | 'queue_maintainer: {num_nodes: 4, wall_time_min: 5, num_queued_jobs: 1}'      || 3    | 'jobs are left, and no job began in the last 1'
  }

  def "what cannot be written is told before the simulation, and nothing is left of it"() {
    expect:
    shell.balsam('simulate', 'w.groovy', '--machine', 'machine.yml', '-o', 'none/page.html') == 3
    shell.err.endsWith('/none/page.html; --output FILE puts it elsewhere\n')
    shell.out.empty
  }

  def "wrong input is one clear line: #what"() {
    given:
    dir.resolve('bad.yml').text = 'nodes: 8\ncors: 4\n'
    dir.resolve('bad.swf').text = '1 2 x\n'
    def packed = new ByteArrayOutputStream()
    new GZIPOutputStream(packed).withCloseable { it << '1 ' * 1000 }
    dir.resolve('cut.swf.gz').bytes = packed.toByteArray()[0..20]
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
    'a trace cut off' | 'w.groovy --machine machine.yml --trace cut.swf.gz' || 2 | 'cut.swf.gz: its end is missing'
    'no job'          | 'none.groovy --machine machine.yml'              || 2    | 'declares no job'
    'no number'       | 'w.groovy --machine machine.yml --seed x'        || 2    | '--seed'
  }
}
