package io.balsam.cli.look

import io.balsam.cli.term.Style
import io.balsam.engine.api.EventView
import io.balsam.engine.domain.JobState
import java.time.Instant
import spock.lang.Specification

/** What a line says about an event besides the change of the state. */
class EventLineSpec extends Specification {

  private static String words(String cause, Map data) {
    def event = new EventView(1, 7, 1, 'ada', Instant.EPOCH, JobState.READY, JobState.STAGED_IN, cause, data)
    EventLine.of(event, new Style(false, false), false).replaceFirst(/.*STAGED_IN\s*/, '')
  }

  def "#cause #data: #line"() {
    expect:
    words(cause, data) == line

    where:
    cause              | data                                                                                     || line
    'stage_in_done'    | [:]                                                                                      || 'stage in done'
    'stage_in_done'    | [items: 1, arrived: 1, files: 1, bytes: 0, via: ['ln'], seconds: 0.004]                  || 'stage in done (1 item, 0 B by ln in 0.0 s)'
    'stage_out_done'   | [items: 2, arrived: 2, files: 30, bytes: 3_670_016L, via: ['cp', 'rsync'], seconds: 62]  || 'stage out done (2 items, 30 files, 3.5 MB by cp, rsync in 1 min 02 s)'
    'stage_in_gave_up' | [items: 3, arrived: 1, files: 1, bytes: 4, via: ['ln'], message: 'no space', seconds: 1] || 'stage in gave up: no space (1 of 3 items arrived)'
    'stage_in_gave_up' | [items: 1, arrived: 0, files: 0, bytes: 0, via: [], message: 'no space', seconds: 1]     || 'stage in gave up: no space (0 of 1 item arrived)'
    'stage_in_gave_up' | [kind: 'USER', message: 'no space']                                                      || 'stage in gave up: no space'
    'started'          | [attempt: 1, node: 'here']                                                               || 'started (attempt 1, node here)'
    'exited_nonzero'   | [attempt: 2, message: 'no luck', tail: ['a']]                                            || 'exited nonzero: no luck (attempt 2)'
    'finished'         | [items: 'x', not_cleaned: ['a']]                                                         || 'finished (items x)'
  }
}
