@rem Scripts in package.json begin with `exec`, which has a shell pass signals on to the program.
@rem On Windows, whose shell has no such word, this runs the program.
@%*
