# Runs the jobs of a shape with HyperQueue, server and worker in one process: shape, number of jobs, command, slots.
import sys
from hyperqueue import Job, LocalCluster
from hyperqueue.cluster import WorkerConfig

shape, jobs, command, slots = sys.argv[1], int(sys.argv[2]), sys.argv[3].split(), int(sys.argv[4])

with LocalCluster(worker_config=WorkerConfig(cores=slots)) as cluster:
    client = cluster.client()
    job = Job(max_fails=1)
    last = None
    if shape == 'CHAIN':
        for n in range(jobs):
            last = job.program(command, stdout=f'{n}.stdout', deps=[last] if last else [])
    elif shape == 'FAN':
        first = job.program(command, stdout='first.stdout')
        middle = [job.program(command, stdout=f'{n}.stdout', deps=[first]) for n in range(jobs - 2)]
        job.program(command, stdout='last.stdout', deps=middle)
    else:
        for n in range(jobs):
            job.program(command, stdout=f'{n}.stdout')
    client.wait_for_jobs([client.submit(job)])
