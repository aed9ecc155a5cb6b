"""A contender of the lab that runs on Python. See docs/foreign-contenders.md for what is said and written.

Usage: contender.py calibrate | contender.py try JSON | contender.py FOLDER
"""
import sys

from corewise_contender import asyncio_contender, pool_contender, trial
from corewise_contender.lab_link import LabLink
from corewise_contender.order import Order
from corewise_contender.standing import tell_where
from corewise_contender.work import calibrate


def main() -> None:
    if sys.argv[1:] == ["calibrate"]:
        print(calibrate())
        return
    tell_where()
    if sys.argv[1:2] == ["try"]:
        trial.try_job(sys.argv[2])
        return
    link = LabLink()
    order = Order.read(sys.argv[1])
    try:
        if order.contender == "python-asyncio":
            asyncio_contender.serve(order, link)
        else:
            pool_contender.serve(order, link)
    except BaseException as error:  # the lab is to hear of everything that ends this process
        link.fail(error)


if __name__ == "__main__":
    main()
