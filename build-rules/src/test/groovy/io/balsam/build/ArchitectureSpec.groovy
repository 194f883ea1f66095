package io.balsam.build

class ArchitectureSpec extends HouseRules {

    int moreThan() { 1 }

    boolean groovy() { true }

    List<String> ours() { ['io.balsam.build'] }
}
