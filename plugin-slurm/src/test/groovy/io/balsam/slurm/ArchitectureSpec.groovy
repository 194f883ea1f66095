package io.balsam.slurm

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 10 }

    List<String> ours() { ['io.balsam.slurm', 'io.balsam.spi'] }
}
