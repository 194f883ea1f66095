# Runs the jobs of a shape with Parsl: shape, number of jobs, command, slots.
import sys
import parsl
from parsl import bash_app, python_app
from parsl.config import Config
from parsl.executors import HighThroughputExecutor, ThreadPoolExecutor
from parsl.providers import LocalProvider

shape, jobs, command, slots = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])

if shape == 'FUNCTIONS':
    executor = ThreadPoolExecutor(max_threads=slots)
else:
    executor = HighThroughputExecutor(
        address='127.0.0.1', max_workers_per_node=slots, cores_per_worker=1,
        provider=LocalProvider(init_blocks=1, min_blocks=1, max_blocks=1))


@bash_app
def step(command, inputs=(), stdout=None):
    return command


@python_app
def same(x):
    return x


if __name__ == '__main__':
    parsl.load(Config(executors=[executor], strategy='none', usage_tracking=0))
    if shape == 'FUNCTIONS':
        all = [same(n) for n in range(jobs)]
    elif shape == 'CHAIN':
        all = []
        for n in range(jobs):
            all.append(step(command, inputs=all[-1:], stdout=f'{n}.stdout'))
    elif shape == 'FAN':
        first = step(command, stdout='first.stdout')
        middle = [step(command, inputs=[first], stdout=f'{n}.stdout') for n in range(jobs - 2)]
        all = [step(command, inputs=middle, stdout='last.stdout')]
    else:
        all = [step(command, stdout=f'{n}.stdout') for n in range(jobs)]
    for one in all:
        one.result()
    parsl.dfk().cleanup()
