package io.balsam.bench

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 40 }
}
