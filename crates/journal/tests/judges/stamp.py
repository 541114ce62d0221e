"""Another reader of RFC 3161 tokens: says whether rfc3161-client accepts one.

stamp.py ANSWER.tsr DATA ROOT.pem AUTHORITY.pem
"""
import sys

from cryptography import x509
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

answer, data, root, authority = (open(name, "rb").read() for name in sys.argv[1:5])
builder = VerifierBuilder().add_root_certificate(x509.load_pem_x509_certificate(root))
verifier = builder.tsa_certificate(x509.load_pem_x509_certificate(authority)).build()
try:
    accepted = verifier.verify_message(decode_timestamp_response(answer), data)
except (VerificationError, ValueError):
    accepted = False
print("accepted" if accepted else "refused")
