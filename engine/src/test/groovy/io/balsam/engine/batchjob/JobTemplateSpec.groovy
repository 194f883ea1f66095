package io.balsam.engine.batchjob

import io.balsam.engine.site.SiteInitializer
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.BatchJobState
import io.balsam.spi.ErrorKind
import io.balsam.spi.JobMode
import io.balsam.spi.Partition
import io.balsam.spi.PluginException
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir

class JobTemplateSpec extends Specification {

  /** Without one no job could run, and the script is refused. */
  static final String LAUNCHER = '\nlauncher'

  @TempDir Path site

  private String render(Map given = [:], String template) {
    site.resolve('job-template.sh').text = template + (template.contains('launcher_cmd') ? '' : LAUNCHER)
    script(given).write(job(given)).script().text - '\nlauncher'
  }

  private BatchScript script(Map given = [:]) {
    new BatchScript(site, given.name ?: 'my site', '', ['/opt/b/bin/balsam'],
        new BatchJobSettings('local', Duration.ofSeconds(30), [], [] as Set, '', '', 'job-template.sh',
            given.allowed ?: [:], given.flags ?: [], Duration.ofSeconds(60)))
  }

  private static BatchJobInfo job(Map given) {
    def request = new BatchJobRequest(4, given.minutes ?: 70, given.queue ?: 'debug', 'climate', JobMode.MPI, given.tags ?: [:],
        given.partitions ?: [], given.options ?: [:])
    new BatchJobInfo(7, request, BatchJobState.PENDING_SUBMISSION, '', '', Instant.EPOCH, null, null, null)
  }

  def "a template can use #variable"() {
    expect:
    render("{{ $variable }}", tags: [kind: 'big'], partitions: [new Partition(JobMode.SERIAL, 3, [a: 'b'])],
        allowed: [mig_count: '1']) == value.replace('SITE', site.toString())

    where:
    variable                     || value
    'name'                       || 'my_site-7'
    'batch_job'                  || '7'
    'project'                    || 'climate'
    'queue'                      || 'debug'
    'nodes'                      || '4'
    'wall_minutes'               || '70'
    'wall_time'                  || '1:10:00'
    'job_mode'                   || 'mpi'
    'site'                       || 'SITE'
    'site_name'                  || 'my site'
    'balsam'                     || '/opt/b/bin/balsam'
    'launcher_cmd'               || '/opt/b/bin/balsam launcher --site SITE --batch-job 7 --job-mode mpi'
    'tags.kind'                  || 'big'
    'partitions[0].nodes'        || '3'
    'partitions[0].tags.a'       || 'b'
    'options.mig_count'          || '1'
    'num_nodes'                  || '4'
    'wall_time_min'              || '70'
    'optional_params.mig_count'  || '1'
    'balsam_bin'                 || '/opt/b/bin'
  }

  def "conditions of templates for Balsam 2 work: with #options the script has #says"() {
    given:
    def template = '''\
#!/bin/bash
{% if optional_params.get("singularity_prime_cache") == "yes" %}
aprun -n {{ num_nodes }} -N 1 prime-cache
{% endif %}
{% if optional_params.mig_count != "1" %}echo MIG-{{ optional_params.mig_count }}{% endif %}
{{ launcher_cmd }} {% for p in partitions %}--part {{ p.mode }}:{{ p.nodes }} {% endfor %}
'''

    expect:
    def text = render(template, allowed: [singularity_prime_cache: 'no', mig_count: '1'], options: options)
    text.startsWith('#!/bin/bash\n')
    text.contains('prime-cache') == prime
    text.contains('MIG-3') == mig

    where:
    options                          || prime | mig
    [:]                              || false | false
    [singularity_prime_cache: 'yes'] || true  | false
    [mig_count: '3']                 || false | true
    says = options.keySet().join(', ') ?: 'neither'
  }

  def "#what is a mistake in the template and reported with its line"() {
    when:
    render(template, allowed: [mig_count: '1'])

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message.startsWith("${site.resolve('job-template.sh')}:$line: ")
    e.message.contains(says)

    where:
    what                  | template                             || line | says
    'an unknown variable' | '#!/bin/sh\n\nexec {{ zzzzzz }}\n'   || 3    | "unknown variable 'zzzzzz': there are balsam,"
    'a near miss'         | '{{ projct }}'                       || 1    | "unknown variable 'projct': did you mean 'project'?"
    'an unknown option'   | '\n{{ options.gpus }}'               || 2    | "unknown variable 'gpus': an option must be listed in optional_batch_job_params"
    'an open block'       | 'a\n{% if queue == "x" %}\nb\n'      || 5    | 'endif'
  }

  def "a tag that a BatchJob does not have is reported as such"() {
    when:
    render('{{ tags.kind }}')

    then:
    def e = thrown(PluginException)
    e.message == "${site.resolve('job-template.sh')}" + ':1: there is no \'kind\' in this BatchJob: where it may be missing, write {{ … .kind | default("") }}'
  }

  def "an allocation that is not divided is one partition, #template"() {
    expect:
    render(template, tags: [kind: 'big']) == text

    where:
    template                                                        || text
    '{{ partitions[0].mode }} {{ partitions[0].nodes }}'            || 'mpi 4'
    '{{ partitions[0].tags.kind }}'                                 || 'big'
    '{% for p in partitions %}{{ p.mode }}:{{ p.nodes }}{% endfor %}' || 'mpi:4'
    '{{ partitions[1].mode | default("none") }}'                    || 'none'
  }

  def "a partition that a BatchJob does not have is reported by its number"() {
    when:
    render('{{ partitions[1].mode }}')

    then:
    def e = thrown(PluginException)
    e.message == "${site.resolve('job-template.sh')}" + ':1: there is no [1] in this BatchJob: where it may be missing, write {{ …[1] | default("") }}'
  }

  def "a file that is no template is refused with what is wrong: #what"() {
    given:
    def file = site.resolve('job-template.sh')
    make(file)

    expect:
    script().problem().get() == message.replace('FILE', file.toString())

    where:
    what         | make                                                                      || message
    'an open {{' | { it.text = '#!/bin/sh\nexec {{ launcher_cmd' }                           || "FILE:2: a '{{', '{%' or '{#' is not closed before the end"
    'an open {%' | { it.text = '#!/bin/sh\n{% if nodes\n' }                                  || "FILE:3: a '{{', '{%' or '{#' is not closed before the end"
    'binary'     | { it.bytes = [0x7f, 0x45, 0xff, 0xfe] as byte[] }                         || 'the job template FILE is not text in UTF-8'
    'a pipe'     | { assert ['mkfifo', it.toString()].execute().waitFor() == 0 }             || 'the job template FILE must be a regular file'
  }

  def "a template that was changed so that it starts no launcher is refused with the BatchJob"() {
    given:
    site.resolve('job-template.sh').text = '#!/bin/sh\n'

    when:
    script().write(job([:]))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message.contains('it starts no launcher')
  }

  def "the shell filter turns any value into one word"() {
    expect:
    render('echo {{ queue | sh }}', queue: 'a b;\'c\'') == /echo 'a b;'\''c'\'''/
  }

  def "the template of #platform runs the launcher, and what it says to people is not in the script"() {
    when:
    def text = render(SiteInitializer.template(platform))

    then:
    text.startsWith('#!')
    text.readLines().last() == "exec /opt/b/bin/balsam launcher --site $site --batch-job 7 --job-mode mpi"
    !text.contains('{')
    !text.contains('#SBATCH')

    where:
    platform << ['local', 'slurm', 'cobalt', 'another']
  }

  def "the script is for its owner only and can be run; flags are rendered, empty ones left out"() {
    given:
    site.resolve('job-template.sh').text = LAUNCHER
    def options = [allowed: [reservation: ''], options: given,
                   flags: ['--signal=B:TERM@60', '{% if options.reservation != "" %}--reservation={{ options.reservation }}{% endif %}']]

    when:
    def submission = script(options).write(job(options))

    then:
    submission.name() == 'my_site-7'
    submission.script() == site.resolve('qsubmit/my_site-7.sh')
    submission.workdir() == site.resolve('qsubmit')
    Files.getPosixFilePermissions(submission.script())*.name().sort() == ['OWNER_EXECUTE', 'OWNER_READ', 'OWNER_WRITE']
    submission.flags() == ['--signal=B:TERM@60'] + more

    where:
    given                   || more
    [:]                     || []
    [reservation: 'friday'] || ['--reservation=friday']
  }

  def "a flag that is nothing but a value makes no option of the submit command, nor a second line"() {
    given:
    site.resolve('job-template.sh').text = LAUNCHER
    def options = [allowed: [more: ''], options: [more: value], flags: [flag]]

    when:
    script(options).write(job(options))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == 'submit_flags: ' + message

    where:
    flag                    | value          || message
    '{{ options.more }}'    | '--uid=0'      || "{{ options.more }} makes '--uid=0', which is an option of the submit command: write the option into the flag, as --name={{ options.more }}"
    '--x={{ options.more }}' | 'a\n--uid=0' || "'--x=a\\n--uid=0' must be one line without control characters"
  }
}
