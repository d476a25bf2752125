from gevent import monkey; monkey.patch_all()  # fmt: skip  # noqa: E702, I001 - before anything opens a socket

from turnout.server.process import main  # noqa: E402 - see above

main()
