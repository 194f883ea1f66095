package io.balsam.cli

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 25 }
}
