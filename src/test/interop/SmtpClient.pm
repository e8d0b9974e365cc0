package SmtpClient;
# The little of SMTP that the load scripts need. Each function returns nothing when the connection is of no use.
use strict;
use warnings;
use Exporter 'import';
use IO::Socket::INET;

our @EXPORT = qw(greeted command);

# A connection after EHLO
sub greeted {
    my ($port) = @_;
    my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port, Timeout => 5) or return;
    return unless reply($socket) =~ /^220/;
    return unless command($socket, 'EHLO client.example.net') =~ /^250/;
    return $socket;
}

# The last line of the reply
sub command {
    my ($socket, $text) = @_;
    print $socket "$text\r\n" or return '';
    $socket->flush;
    return reply($socket);
}

sub reply {
    my ($socket) = @_;
    local $SIG{ALRM} = sub { close $socket };
    alarm 60;
    my $line = '';
    while (defined($line = <$socket>) && $line =~ /^\d{3}-/) { }
    alarm 0;
    return $line // '';
}

1;
