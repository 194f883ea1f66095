package io.balsam.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Balsam run by a job. */
class NestedRunSpec extends Specification {

  @TempDir Path dir

  def "a run inside a job uses the job's workdir as its site, unless a site is named"() {
    given:
    def shell = new Shell(dir)
    def java = Path.of(System.getProperty('java.home'), 'bin', 'java')
    def balsam = "$java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp ${System.getProperty('java.class.path')} io.balsam.cli.Main"
    dir.resolve('inner.groovy').text = "app('i') { command 'pwd' }\njob('i')\n"
    dir.resolve('outer.groovy').text = """
      app('o') {
        environment BALSAM_HOME: '$shell.environment.BALSAM_HOME'
        command '$balsam run inner.groovy >run.txt; $balsam runs >in.txt; $balsam runs --site \$BALSAM_SITE >out.txt; cd data; $balsam runs >below.txt'
      }
      job('o') { inputs files: 'inner.groovy' }
    """

    expect:
    shell.balsam('run', 'outer.groovy') == 0
    def workdir = shell.directory.resolve('data/outer-1/o/1')
    workdir.resolve('data/inner-1/i/1/job.out').text == "$workdir/data/inner-1/i/1\n"
    runs(workdir.resolve('in.txt')) == ['inner-1']
    runs(workdir.resolve('out.txt')) == ['outer-1']
    runs(workdir.resolve('data/below.txt')) == ['inner-1']
    shell.balsam('runs') == 0
    shell.lines().drop(1)*.split()*.first() == ['outer-1']
  }

  def "#what chooses the site #site"() {
    given:
    def outer = Files.createDirectories(dir.toRealPath().resolve('outer'))
    def workdir = Files.createDirectories(outer.resolve('data/r-1/a/1/sub')).parent
    def other = Files.createDirectories(dir.resolve('other'))
    [outer, other].each { Files.createDirectories(it.resolve('.balsam')) }
    def shell = new Shell(dir.resolve(place), [BALSAM_SITE: dir.toRealPath().resolve(variable).toString(), BALSAM_WORKDIR: workdir.toString()])

    expect:
    shell.balsam('job', 'cancel', '--run', 'x', *more) == 2
    shell.balsam('resume', *more) == 2
    shell.err.contains("in ${dir.toRealPath().resolve(site)}\n")

    where:
    what                            | place                   | variable | more                    || site
    'a job in its workdir'          | 'outer/data/r-1/a/1'    | 'outer'  | []                      || 'outer/data/r-1/a/1'
    'the option'                    | 'outer/data/r-1/a/1'    | 'outer'  | ['--site', '../../../..'] || 'outer'
    'a variable that the job sets'  | 'outer/data/r-1/a/1'    | 'other'  | []                      || 'other'
  }

  private static List<String> runs(Path listing) { listing.readLines().drop(1)*.split()*.first() }
}
