package io.balsam.cli.setup

import io.balsam.cli.AgentStandIn
import io.balsam.cli.Shell
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class DoctorSpec extends Specification {

  @TempDir Path dir

  private Shell shell

  def setup() {
    shell = new Shell(dir)
    AgentStandIn.makeSite(dir)
    dir.resolve('job-template.sh').text = '#!/bin/sh\n# {{options.colour}} {{nosuch}}\nexec {{launcher_cmd}}\n'
  }

  def "the doctor shows all at once what is wrong with the modules and with the job template: #what"() {
    given:
    dir.resolve('settings.yml').text = "name: lab\nservice_modules: {$modules}\n"

    expect:
    shell.balsam('doctor') == 3
    shell.out =~ /FAIL +modules/
    shell.out.contains(told)
    shell.out.contains('nosuch') == template

    where:
    what                                     | modules                                                                                                      || told                           | template
    'a number that is none'                  | 'batch_job_manager: {scheduler_interface: local, poll_interval_sec: soon, optional_batch_job_params: {colour: red}}' || 'poll_interval_sec: soon'     | true
    'a batch system that there is not'       | 'batch_job_manager: {scheduler_interface: slrum, optional_batch_job_params: {colour: red}}'                  || "'slrum'"                      | true
    'a key that there is not'                | 'batch_job_manager: {scheduler_interface: local, poll: 3, optional_batch_job_params: {colour: red}}'         || "unknown key 'poll'"           | true
    'another module'                         | 'processing: {num_workers: many}, batch_job_manager: {scheduler_interface: local, optional_batch_job_params: {colour: red}}' || 'num_workers: many' | true
    'what the template is to be filled with' | 'batch_job_manager: {scheduler_interface: local, optional_batch_job_params: [colour]}'                       || 'optional_batch_job_params'    | false
  }

  def "the doctor reports what keeps the agent or its jobs from starting: #settings"() {
    given:
    dir.resolve('settings.yml').text = "service_modules: {batch_job_manager: {scheduler_interface: $scheduler}}\n$settings\n"

    expect:
    shell.balsam('doctor') in [0, 3]
    shell.out.readLines().any { it =~ told }

    where:
    scheduler | settings                                              || told
    'local'   | 'listen: no.such.host.invalid'                        || /^FAIL +listen .*settings.yml:2:\d+: listen: cannot listen on 'no.such.host.invalid': there is no such host/
    'local'   | 'listen: localhost:99999'                             || /^FAIL +listen .*settings.yml:2:\d+: listen: cannot listen on 'localhost:99999': a port is a number up to 65535/
    'local'   | 'listen: localhost:123456'                            || /^FAIL +listen .*a port is a number up to 65535/
    'local'   | 'plugins: {runner: {mpirun: {program: norun}}}' || /^warn +runner +no program 'norun' on the PATH here/
    'local'   | 'node_resources: {"1a": 2, gpu: 1}'                   || /^ +\S*settings.yml:2:\d+: node_resources: cannot take 'gpu'/
  }

  def "the doctor says that hooks never run where the module for them is off: #modules"() {
    given:
    dir.resolve('job-template.sh').text = '#!/bin/sh\nexec {{launcher_cmd}}\n'
    dir.resolve('settings.yml').text = "service_modules: {batch_job_manager: {scheduler_interface: local}$modules}\n"

    expect:
    shell.balsam('doctor') == 0
    shell.out.contains("processing is off: jobs with hooks wait") == off
    shell.out.contains("add 'processing: {}' below 'service_modules' in $shell.directory/settings.yml") == off

    where:
    modules             || off
    ''                  || true
    ', processing: '    || true
    ', processing: {}'  || false
  }

  def "settings that are not text are reported as such"() {
    given:
    dir.resolve('settings.yml').bytes = [0x80, 0xff, 0] as byte[]

    expect:
    shell.balsam('doctor') == 3
    shell.out.contains("FAIL settings    $shell.directory/settings.yml: is not UTF-8 text")
  }
}
