package io.balsam.cli

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.agent.site.Environment
import io.balsam.agent.site.KnownSites
import io.balsam.engine.batchjob.BatchJobUpdate
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.BatchJobState
import io.balsam.spi.JobMode
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** Allocations from the command line: through a site's agent, and without it. */
class QueueSpec extends Specification {

  @TempDir Path dir
  Path site
  Shell shell
  @AutoCleanup AgentStandIn agent

  def setup() {
    site = Files.createDirectories(dir.toRealPath().resolve('lab'))
    AgentStandIn.makeSite(site)
    shell = new Shell(site)
    agent = new AgentStandIn(site)
  }

  private Object json() {
    new ObjectMapper().readValue(shell.out, Object)
  }

  def "a word that would start a line of its own in the script is refused, and no BatchJob is created"() {
    given:
    agent.start()
    site.resolve('wf.groovy').text = "app('a') { command 'true' }\njob('a')\n"

    expect:
    shell.balsam(*words) == 2
    shell.err == "balsam: $message\n"
    shell.balsam('queue', 'ls', '--history', '--json') == 0
    json() == []

    where:
    words                                                                                   | message
    ['queue', 'submit', '-n', 1, '-t', 5, '-x', 'mig_count=1\n#SBATCH --uid=0']             | "option: 'mig_count=1\\n#SBATCH --uid=0' must be one line without control characters"
    ['queue', 'submit', '-n', 1, '-t', 5, '--tag', 'a=b\rc']                                | "tag: 'a=b\\u000dc' must be one line without control characters"
    ['queue', 'submit', '-n', 1, '-t', 5, '--queue=-debug']                                   | "queue: '-debug' must be one word of letters, digits and . _ - + / : @ , = %, not beginning with -"
    ['run', 'wf.groovy', '--nodes', 1, '--wall-time', 5, '--queue', 'debug\n#SBATCH -N 9'] | "queue: 'debug\\n#SBATCH -N 9' must be one word of letters, digits and . _ - + / : @ , = %, not beginning with -"
  }

  def "an allocation is requested, listed and cancelled"() {
    given:
    agent.start()

    expect: 'nothing yet'
    shell.balsam('queue', 'ls') == 0
    shell.out == 'No allocation waits or runs; earlier ones: balsam queue ls --history\n'

    and:
    shell.balsam('queue', 'submit', '-n', 4, '-t', 30, '-q', 'debug', '-A', 'climate', '-j', 'serial', '--tag', 'kind=small', '-x', 'mig_count=3') == 0
    shell.out == 'BatchJob 1: 4 nodes for 30 minutes in queue debug, charged to climate\n'
    shell.err == ''

    and: 'in parts, with the defaults of the site'
    shell.balsam('queue', 'submit', '-n', 3, '-t', 60, '-p', 'mpi:2:kind=big,row=1', '-p', 'serial:1', '--json') == 0
    json().request.partitions == [[mode: 'MPI', nodes: 2, tags: [kind: 'big', row: '1']], [mode: 'SERIAL', nodes: 1, tags: [:]]]
    json().request.queue == 'debug'
    json().request.options == [mig_count: '1']

    when: 'the batch system has words for one of them'
    agent.engine.services().batchJobs().change([BatchJobUpdate.submitted(1, '1234', Instant.now()), BatchJobUpdate.to(2, BatchJobState.SUBMIT_FAILED, 'sbatch: error: Invalid account')])

    then:
    shell.balsam('queue', 'ls') == 0
    shell.lines()[0] =~ /ID  STATE   SCHEDULER ID  QUEUE  PROJECT  NODES  MINUTES  MODE    TAGS/
    shell.lines()[1] =~ /^ 1  queued  1234          debug  climate      4       30  serial  kind=small /
    shell.lines().size() == 2
    shell.balsam('queue', 'ls', '--history') == 0
    shell.lines()[2] =~ /^ 2  submit failed .* mpi:2:kind=big,row=1 serial:1 .* sbatch: error: Invalid account$/

    when:
    Files.createDirectories(site.resolve('qsubmit')).resolve('lab-1.sh').text = '#!/bin/sh\n'

    then: 'one in full'
    shell.balsam('queue', 'show', 1) == 0
    shell.out.contains(site.resolve('qsubmit/lab-1.sh').toString())
    shell.out.contains('BatchJob 1 (1234) is queued')
    shell.out.contains('mig_count=3')
    shell.balsam('queue', 'show', 2, '--json') == 0
    json().batch_job.message == 'sbatch: error: Invalid account'
    json().jobs == []

    and: 'given back'
    shell.balsam('queue', 'rm', 1, 2, 77) == 0
    shell.out == 'BatchJob 1: its jobs are ended, then it is cancelled\n'
    shell.err == '''\
BatchJob 2: it has ended already; 'balsam queue ls --history' lists them all
BatchJob 77: there is no such BatchJob; 'balsam queue ls --history' lists them all
'''
    shell.balsam('queue', 'rm', 2) == 2
  }

  def "a trial says what would be asked for and how long such ones waited, and asks for nothing"() {
    given:
    agent.start()

    expect:
    shell.balsam('queue', 'submit', '-n', 4, '-t', 30, '--dry-run') == 0
    shell.out == '''\
Would request 4 nodes for 30 minutes in queue debug, charged to climate
Too few BatchJobs like this have waited lately to say how long it may take
'''

    when: 'six have waited for 12 minutes, and one waits for 40'
    def hourAgo = Instant.now() - Duration.ofHours(1)
    def ids = (1..7).collect { agent.engine.batchJobs().submit([new BatchJobRequest(4, 30, 'debug', 'climate', JobMode.MPI, [:], [], [:])])[0].id() }
    def manager = agent.engine.services().batchJobs()
    manager.change(ids.collect { BatchJobUpdate.submitted(it, "s$it", it == 7 ? hourAgo + Duration.ofMinutes(20) : hourAgo) })
    manager.change(ids.take(6).collect { new BatchJobUpdate(it, BatchJobState.RUNNING, null, null, null, hourAgo + Duration.ofMinutes(12), null) })

    then:
    shell.balsam('queue', 'submit', '-n', 4, '-t', 30, '--dry-run') == 0
    shell.lines()[1] =~ /^BatchJobs like this waited 12 min 00 s lately \(90 %: more than 40 min \d\d s, 7 of them\)$/
    shell.balsam('queue', 'submit', '-n', 4, '-t', 30, '--dry-run', '--json') == 0
    json().request.queue == 'debug'
    json().queue_wait.median == [length: 'PT12M', at_least: false]
    json().queue_wait.samples == 7
    shell.balsam('queue', 'ls', '--history', '--json') == 0
    json().size() == 7

    and: 'what would be refused is'
    shell.balsam('queue', 'submit', '-n', 4, '-t', 30, '-q', 'debgu', '--dry-run') == 2
    shell.err == "balsam: there is no queue 'debgu': did you mean 'debug'?\n"
  }

  def "queue #words is refused in one line: #message"() {
    given:
    agent.start()

    expect:
    shell.balsam('queue', *words) == 2
    shell.out == ''
    shell.err.readLines() == ["balsam: $message".toString()]

    where:
    words                                                            || message
    ['submit', '-t', 30]                                             || '--nodes is missing: -n N, nodes of the allocation'
    ['submit', '-n', 1]                                              || '--wall-time is missing: -t MINUTES, length of the allocation'
    ['submit', '-n', 0, '-t', 30]                                    || "--nodes: must be a whole number of at least 1, not '0'"
    ['submit', '-n', 1, '-t', 30, '-j', 'seriel']                    || "--job-mode: unknown mode 'seriel': did you mean 'serial'?"
    ['submit', '-n', 1, '-t', 30, '-q', 'debgu']                     || "there is no queue 'debgu': did you mean 'debug'?"
    ['submit', '-n', 9, '-t', 30]                                    || 'queue debug allows at most 8 nodes, not 9'
    ['submit', '-n', 1, '-t', 30, '-A', 'climat']                    || "there is no project 'climat': did you mean 'climate'?"
    ['submit', '-n', 1, '-t', 30, '-A', 'physics']                   || "there is no project 'physics': this site has climate"
    ['submit', '-n', 1, '-t', 30, '-q', 'night']                     || "there is no queue 'night': this site has debug"
    ['submit', '-n', 1, '-t', 30, '-x', 'mig=3']                     || "there is no option 'mig': this site's job template has mig_count"
    ['submit', '-n', 3, '-t', 30, '-p', 'mpi:1', '-p', 'serial:1']   || 'the partitions have 2 nodes together, the BatchJob has 3: they must be equal'
    ['submit', '-n', 2, '-t', 30, '-j', 'serial', '-p', 'mpi:2']     || '--job-mode and --part exclude each other: each part says its own mode, as in serial:2'
    ['submit', '-n', 3, '-t', 30, '-p', 'mpi']                       || "--part: must be MODE:NODES or MODE:NODES:K=V,K=V, such as serial:2:kind=small, not 'mpi'"
    ['submit', '-n', 3, '-t', 30, '-p', 'mpi:two']                   || "--part: 'two' is not a number of nodes in 'mpi:two'; must be MODE:NODES or MODE:NODES:K=V,K=V, such as serial:2:kind=small"
    ['submit', '-n', 3, '-t', 30, '-p', 'mpi:3:a=b,a=c']             || "--part: no job can have two values of 'a'"
    ['submit', '-n', 3, '-t', 30, '--tag', 'a=b', '--tag', 'a=c']    || "--tag: no job can have two values of 'a'"
    ['submit', '-n', 3, '-t', 30, '-x', 'a=b', '-x', 'a=c']          || "--option: there are two values of 'a'"
    ['submit', '-n', 3, '-t', 30, '-p', 'mpi:3:kind']                || "--part: 'kind' is not a tag in 'mpi:3:kind'; must be MODE:NODES or MODE:NODES:K=V,K=V, such as serial:2:kind=small"
    ['submit', '-n', 3, '-t', 30, '--tag', 'kind']                   || "--tag: must be name=value, not 'kind'"
    ['submit', '-n', 3, '-t', 30, 'now']                             || "'now' is not expected here: usage: balsam queue submit [options]"
    ['rm']                                                           || 'ID is missing: usage: balsam queue rm ID... [options]'
    ['rm', 'all']                                                    || "'all' is not a BatchJob's number; 'balsam queue ls --history' lists them"
    ['show', 77]                                                     || "there is no BatchJob 77 here; 'balsam queue ls --history' lists them"
  }

  def "without the agent a submission is stored and waits, and the command says so"() {
    expect:
    shell.balsam('queue', 'submit', '-n', 1, '-t', 30) == 0
    shell.out == 'BatchJob 1: 1 node for 30 minutes in queue debug, charged to climate\n'
    shell.err.readLines() == ["the agent of $site is down: 'balsam site start' starts it; until then the BatchJob waits".toString()]

    and: 'by the same rules'
    shell.balsam('queue', 'submit', '-n', 9, '-t', 30) == 2
    shell.err.readLines() == ['balsam: queue debug allows at most 8 nodes, not 9']

    and:
    shell.balsam('queue', 'ls') == 0
    shell.lines()[1].contains('pending submission')
    shell.err.contains('is down')

    and: 'dropped at once: no batch system knows of it'
    shell.balsam('queue', 'rm', 1) == 0
    shell.out == 'BatchJob 1: deleted\n'
    shell.err == ''
  }

  def "in a directory that is not a site the message says how to create one"() {
    given:
    def elsewhere = new Shell(Files.createDirectories(dir.resolve('elsewhere')))

    expect:
    elsewhere.balsam('queue', 'submit', '-n', 1, '-t', 1) == 2
    elsewhere.err.contains("is not a site that can request allocations: 'balsam site init DIR' creates one")
    elsewhere.balsam('queue', 'ls') == 0
    Files.list(dir.resolve('elsewhere')).toList() == []
  }

  def "sites are found by name from anywhere, and all of them at once"() {
    given:
    def home = Files.createDirectories(dir.resolve('home'))
    def anywhere = new Shell(home, [XDG_CONFIG_HOME: home.toString()])
    def other = Files.createDirectories(dir.toRealPath().resolve('other'))
    AgentStandIn.makeSite(other)
    def known = new KnownSites(new Environment(anywhere.environment, home))
    known.add(site)
    known.add(other)
    other.resolve('.balsam/site.json').text = '{"name": "annex"}'

    expect:
    anywhere.balsam('queue', 'submit', '--site', 'lab', '-n', 1, '-t', 1) == 0
    anywhere.balsam('queue', 'submit', '--site', 'annex', '-n', 2, '-t', 2) == 0
    anywhere.balsam('queue', 'ls', '--site', 'lab', '--json') == 0
    anywhere.out.contains('"nodes" : 1')
    anywhere.balsam('queue', 'ls', '--site', 'all') == 0
    anywhere.lines()[0].startsWith('SITE')
    anywhere.lines().drop(1)*.tokenize(' ')*.first() == [site.toString(), other.toString()]
    anywhere.err.readLines() == [site, other].collect { "the agent of $it is down: 'balsam site start $it' starts it".toString() }

    when: 'a BatchJob is refused'
    def agent = new AgentStandIn(other).start()
    agent.engine.services().batchJobs().change([BatchJobUpdate.to(1, BatchJobState.SUBMIT_FAILED, 'Invalid account')])
    agent.close()

    then: 'its site is named, where there are several'
    anywhere.balsam('queue', 'ls', '--site', 'all') == 0
    anywhere.err.readLines()[1].matches("BatchJob 1 of $other was refused \\S+ s ago: Invalid account")
    anywhere.balsam('queue', 'ls', '--site', 'annex') == 0
    anywhere.err.startsWith('BatchJob 1 was refused')

    and:
    anywhere.balsam('queue', 'ls', '--site', 'anex') == 2
    anywhere.err.contains("no site of that name: did you mean 'annex'?")

    when:
    known.remove(other)

    then:
    anywhere.balsam('queue', 'ls', '--site', 'annex') == 2
  }
}
