// Loaded ahead of every command: should the launcher be killed, the command still ends in good order.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// Watching must not keep a finished command alive, nor be copied into processes the command forks.
process.channel?.unref()
process.execArgv.length = 0
