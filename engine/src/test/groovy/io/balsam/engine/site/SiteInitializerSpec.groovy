package io.balsam.engine.site

import io.balsam.engine.batchjob.BatchJobSettings
import io.balsam.engine.config.Settings
import io.balsam.engine.plugin.EngineContext
import io.balsam.engine.plugin.PluginHost
import io.balsam.engine.plugin.SchedulerKin
import io.balsam.spi.QueueReport
import java.nio.file.Files
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

class SiteInitializerSpec extends Specification {

  @TempDir Path dir

  private SiteInitializer site(Map given = [:]) {
    new SiteInitializer(dir.resolve(given.at ?: 'a/site'), given.name ?: 'lab', new SchedulerKin('local', 'local', 'mpirun'), given.queues ?: [])
  }

  private SiteConfig plan(SiteInitializer site) {
    PluginHost.open([SiteConfigSpec.LOCAL], EngineContext.of(dir, Clock.systemUTC())).withCloseable {
      SiteConfig.read(site.directory(), Settings.read([:], [:], site.directory().resolve('settings.yml'), dir.resolve('none')), it)
    }
  }

  def "what it writes can be read, and switches all three modules on: #name"() {
    given:
    def site = site(name: name, queues: queues)

    when:
    site.make()

    then:
    SiteInitializer.is(site.directory())
    def plan = plan(site)
    plan.name() == name
    plan.processing() != null
    plan.cleaner() != null
    plan.batchJobs().queues()*.toString() == said
    Files.getPosixFilePermissions(site.directory().resolve('settings.yml'))*.name().sort() == ['OWNER_READ', 'OWNER_WRITE']
    ['data', 'log', 'qsubmit', 'plugins'].every { Files.isDirectory(site.directory().resolve(it)) }

    where:
    name                | queues || said
    'lab'               | []     || ['Queue[name=local, maxNodes=1, maxWallMinutes=1440, maxQueued=1000]']
    "no: 'plain' #name" | [new QueueReport('debug', true, OptionalInt.of(8), Optional.of(Duration.ofMinutes(90))),
                           new QueueReport('shut', false, OptionalInt.empty(), Optional.empty()),
                           new QueueReport('on', true, OptionalInt.empty(), Optional.empty())] ||
        ['Queue[name=debug, maxNodes=8, maxWallMinutes=90, maxQueued=20]',
         "Queue[name=on, maxNodes=$BatchJobSettings.UNLIMITED, maxWallMinutes=$BatchJobSettings.UNLIMITED, maxQueued=20]"]
  }

  def "a site is created beside files of the user, and refused where #what already exists"() {
    given:
    def there = Files.createDirectories(dir.resolve('a/site'))
    there.resolve('wf.groovy').text = 'mine'
    before(there)
    def files = tree(there)

    when:
    site().make()

    then:
    def e = thrown(IllegalArgumentException)
    e.message.contains('already')
    tree(there) == files

    where:
    what              | before
    'a site'          | { it.resolve('.balsam').toFile().mkdir(); it.resolve('.balsam/site.json').text = '{}' }
    'settings.yml'    | { it.resolve('settings.yml').text = 'slots: 1' }
    'job-template.sh' | { it.resolve('job-template.sh').text = 'x' }
  }

  def "a site that cannot be completed leaves nothing behind"() {
    given: 'a file where a folder should be'
    def there = Files.createDirectories(dir.resolve('a/site'))
    there.resolve('qsubmit').text = 'mine'

    when:
    site().make()

    then:
    def e = thrown(IllegalArgumentException)
    e.message == there.resolve('qsubmit').toString() + ' already exists'
    tree(there) == ['', 'qsubmit']
  }

  def "the platform is detected by the tools on the path: #tools is #platform"() {
    given:
    tools.each {
      dir.resolve(it).text = '#!/bin/sh\n'
      dir.resolve(it).toFile().executable = true
    }

    expect:
    SchedulerDetection.platform("/nowhere:$dir") == platform

    where:
    tools                                   || platform
    []                                      || 'local'
    ['sbatch', 'squeue']                    || 'slurm'
    ['sbatch']                              || 'local'
    ['qsub', 'qstat', 'nodelist']           || 'cobalt'
    ['qsub', 'qstat']                       || 'local'
    ['qsub', 'qstat', 'pbsnodes']           || 'local'
    ['qsub', 'qstat', 'nodelist', 'pbsnodes'] || 'local'
  }

  private static List<String> tree(Path root) {
    Files.walk(root).withCloseable { it.map { path -> root.relativize(path).toString() }.sorted().toList() }
  }
}
