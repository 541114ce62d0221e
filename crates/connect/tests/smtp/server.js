// An SMTP server that is not ours, for judging the mail connector. One JSON argument says how it behaves:
// {protection: "none" | "starttls" | "tls", key, cert, user, password}.
// It prints one JSON line with its port, then one per message it has accepted.
const { SMTPServer } = require('smtp-server');

const wish = JSON.parse(process.argv[2] || '{}');
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const refuse = (code, words) => Object.assign(new Error(words), { responseCode: code });

const server = new SMTPServer({
  secure: wish.protection === 'tls',
  key: wish.key,
  cert: wish.cert,
  authOptional: !wish.user,
  disabledCommands: [...(wish.user ? [] : ['AUTH']), ...(wish.protection === 'starttls' ? [] : ['STARTTLS'])],
  disableReverseLookup: true,
  onAuth: (auth, session, done) =>
    auth.username === wish.user && auth.password === wish.password
      ? done(null, { user: auth.username })
      : done(refuse(535, 'wrong user or password')),
  onRcptTo: (to, session, done) => {
    if (to.address.startsWith('nobody@')) return done(refuse(550, 'no such person'));
    if (to.address.startsWith('later@')) return done(refuse(451, 'come back later'));
    done();
  },
  onData: (stream, session, done) => {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      const raw = Buffer.concat(parts).toString('hex');
      say({ secure: session.secure, from: mailFrom.address, to: rcptTo.map((to) => to.address), raw });
      done();
    });
  },
});

server.on('error', () => {});
server.listen(0, '127.0.0.1', () => say({ port: server.server.address().port }));
// The test that started us holds our standard input; when it goes, we go.
process.stdin.resume().on('end', () => process.exit(0));
