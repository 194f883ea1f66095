package io.balsam.cli.site

import io.balsam.cli.Shell
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Directories that are moved, copied, or reached another way, with runs in them. */
class MovedSiteSpec extends Specification {

  @TempDir Path dir
  Path one
  Path two
  Path outside

  def setup() {
    dir = dir.toRealPath()
    one = Files.createDirectories(dir.resolve('one'))
    two = dir.resolve('two')
    outside = Files.writeString(dir.resolve('b.txt'), 'outside\n')
    Files.createDirectories(one.resolve('in'))
    one.resolve('in/a.txt').text = 'data\n'
    one.resolve('wf.groovy').text = """
      app('read') { command 'cat a.txt' }
      app('late') { command 'cat a.txt b.txt; test -e "\$BALSAM_WORKDIR/../../../go"' }
      def first = job('read') { workdir 'first'; inputs files: 'in/a.txt' }
      job('late') { workdir 'second'; after first; inputs files: ['in/a.txt', '$outside'] }
    """
  }

  def "a moved site works at its new path, and the old directory is not created again"() {
    given:
    assert new Shell(one).balsam('run', 'wf.groovy') == 1

    when:
    Files.move(one, two)
    two.resolve('go').text = ''
    def shell = new Shell(two)

    then: 'what is there is found'
    shell.balsam('job', 'logs', '1') == 0
    shell.out == 'data\n'
    shell.balsam('job', 'ls') == 0
    shell.out.contains('data/wf-1/first')
    two.resolve('data/wf-1/second/a.txt').text == 'data\n'
    two.resolve('data/wf-1/second/b.txt').text == 'outside\n'

    when: 'what was left goes on'
    def retried = shell.balsam('job', 'retry', '2')
    def resumed = shell.balsam('resume')

    then:
    retried == 0
    resumed == 0
    two.resolve('data/wf-1/second/job.out').readLines().takeRight(2) == ['data', 'outside']

    and: 'results are taken over'
    shell.balsam('run', 'wf.groovy', '--resume') == 0
    shell.out.contains('2 reused')
    !Files.exists(one)
  }

  def "a site is the same by whichever link it is reached, and a copy of it is a separate site"() {
    given:
    assert new Shell(one).balsam('run', 'wf.groovy') == 1
    Files.createSymbolicLink(dir.resolve('link'), one)

    expect:
    def shell = new Shell(dir)
    shell.balsam('job', 'logs', '1', '--site', 'link') == 0
    shell.out == 'data\n'

    when:
    assert ['cp', '-a', one.toString(), two.toString()].execute().waitFor() == 0
    two.resolve('go').text = ''
    def copy = new Shell(two)
    def retried = copy.balsam('job', 'retry', '2')
    def resumed = copy.balsam('resume')

    then:
    retried == 0
    resumed == 0
    copy.balsam('runs') == 0
    copy.lines()[1] =~ /wf-1\s+finished/
    shell.balsam('runs', '--site', 'one') == 0
    shell.lines()[1] =~ /wf-1\s+failed/
  }
}
