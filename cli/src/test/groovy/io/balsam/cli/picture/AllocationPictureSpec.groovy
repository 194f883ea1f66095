package io.balsam.cli.picture

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.cli.Shell
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** The picture of a run whose allocations ask for themselves. {@code -Dbalsam.pictures=write} draws that of the docs anew. */
class AllocationPictureSpec extends Specification {

  static final Path PICTURE = Path.of(System.getProperty('basedir', ''), '../docs/pictures/allocations.svg')

  static final String MACHINE = '''
    nodes: 64
    cores: 32
    queues:
      batch: {max_nodes: 16, max_wall_time: 6h}
    load: {utilisation: 0.85}
    warm_up: 2d
    '''.stripIndent()

  static final String SCRIPT = '''
    app('relax') { command 'relax {{i}}' }
    app('sample') { command 'sample {{i}}' }
    app('fit') { command 'fit {{i}}' }
    (1..12).each { i ->
      def relaxed = job('relax') { parameters i: i; nodes 2; wallTime 1.hour }
      def samples = (1..40).collect { n ->
        job('sample') { parameters i: 100 * i + n; nodePackingCount 2; wallTime 30.minutes; after relaxed }
      }
      job('fit') { parameters i: i; nodes 4; wallTime 40.minutes; after samples }
    }
    '''.stripIndent()

  @TempDir Path dir

  def "the report of a simulated campaign has the picture of the docs, and the figures that the command prints"() {
    given:
    dir.resolve('machine.yml').text = MACHINE
    dir.resolve('campaign.groovy').text = SCRIPT
    Shell shell = new Shell(dir)

    when:
    shell.balsam('simulate', 'campaign.groovy', '--machine', 'machine.yml', '--seed', '4', '--json', '-o', 'page.html')
    JsonNode figures = new ObjectMapper().readTree(shell.out)
    String section = (dir.resolve('page.html').text =~ /(?s)<section id="allocations">.*?<\/section>/)[0]
    String picture = (section =~ /(?s)<svg.*<\/svg>/)[0] + '\n'
    if (System.getProperty('balsam.pictures') == 'write') {
      Files.writeString(PICTURE, picture)
    }
    def rows = (section =~ /<th scope="row">(.*?)<\/th><td class="num">(.*?)<\/td><td class="note">(.*?)<\/td>/).collect { it }.collectEntries {
      [it[1], it[2..3]]
    }

    then:
    picture == Files.readString(PICTURE)

    and:
    rows['BatchJobs'][1] == figures.get('allocations').asInt() + ' of them began'
    rows['Node-hours asked for'][0] == hours(figures, 'node_hours_asked')
    rows['Node-hours used'][0] == hours(figures, 'node_hours_used')
    Math.abs(hours(rows, 'with jobs') + hours(rows, 'without') - hours(rows, 'used')) < 0.15

    and: 'a node with jobs need not be full of them'
    hours(rows, 'with jobs') >= figures.get('utilisation').asDouble() * hours(rows, 'used')
  }

  private static String hours(JsonNode figures, String key) {
    String.format(Locale.ROOT, '%,.1f', figures.get(key).asDouble())
  }

  private static double hours(Map rows, String what) {
    rows["Node-hours $what" as String][0] as double
  }
}
