package io.balsam.cli

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 25 }

    List<List<String>> knownCircles() {
        [
            ['LogFile', 'TurningFile'],
            ['EventsCommand', 'SiteEvents'],
            ['OneMinute', 'SchedulerChecks'],
        ]
    }
}
