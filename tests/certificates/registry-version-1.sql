BEGIN TRANSACTION;
CREATE TABLE certificates (
	certificate_id VARCHAR(16) NOT NULL, 
	course_id VARCHAR(40) NOT NULL, 
	request_id VARCHAR(40) NOT NULL, 
	issued_at VARCHAR(20) NOT NULL, 
	facts JSON NOT NULL, 
	credential TEXT NOT NULL, 
	short TEXT NOT NULL, 
	pdf_sha256 VARCHAR(64) NOT NULL, 
	PRIMARY KEY (certificate_id), 
	CONSTRAINT one_certificate_per_request UNIQUE (course_id, request_id)
);
INSERT INTO "certificates" VALUES('WHVYF2EJXFDCYT8N','ethics-101','7c94bfcd-b1b0-4d79-bdca-ae0bdab230c4','2026-11-22T03:04:05Z','{"sample": false, "participant_name": "Zo\u00eb O\u2019Brien-\u0141ukasiewicz", "licenses": [{"jurisdiction": "New York", "profession": "Licensed Clinical Social Worker", "number": "012345-01"}, {"jurisdiction": "New Jersey", "profession": "LCSW", "number": "44SC00000000"}], "course_id": "ethics-101", "course_title": "Ethics of Keeping Bees in Clinical Practice", "course_version": "2026.1", "authors": ["Mira Ashgrove, PhD", "Tobias Quill, LCSW"], "contact_hours": "6.25", "credit_lines": [], "delivery_format": "Reading-based asynchronous (self-paced, non-interactive) distance learning", "location": "Online", "score_percent": 92, "pass_percent": 80, "completed_on": "2026-11-20", "timezone": "America/New_York", "provider": {"name": "Example Academy", "address": "12 Main Street, Albany, NY 12207", "email": "ce@example.org", "url": "https://course.example.org/", "signatory_name": "Rosa Delgado-Whitlock", "signatory_title": "Director of Continuing Education"}, "issuer": "did:web:course.example.org", "site_url": "https://course.example.org/", "approval_statements": [], "not_approved_notice": "Not approved for continuing-education credit by any board.", "request_digest": "abababababababababababababababababababababababababababababababab", "certificate_id": "WHVYF2EJXFDCYT8N", "issued_at": "2026-11-22T03:04:05Z"}','{
  "@context": [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
  ],
  "id": "https://course.example.org/verify/?certificate=WHVYF2EJXFDCYT8N",
  "type": [
    "VerifiableCredential",
    "OpenBadgeCredential"
  ],
  "name": "Ethics of Keeping Bees in Clinical Practice",
  "description": "Certificate of completion. Not approved for continuing-education credit by any board. Regulatory boards are the final authority on courses accepted for continuing education credit.",
  "issuer": {
    "id": "did:web:course.example.org",
    "type": [
      "Profile"
    ],
    "name": "Example Academy",
    "url": "https://course.example.org/",
    "email": "ce@example.org",
    "address": {
      "type": [
        "Address"
      ],
      "streetAddress": "12 Main Street, Albany, NY 12207"
    },
    "official": "Rosa Delgado-Whitlock, Director of Continuing Education"
  },
  "validFrom": "2026-11-22T03:04:05Z",
  "awardedDate": "2026-11-22T03:04:05Z",
  "credentialSubject": {
    "type": [
      "AchievementSubject"
    ],
    "name": "Zoë O’Brien-Łukasiewicz",
    "identifier": [
      {
        "type": [
          "IdentityObject"
        ],
        "hashed": false,
        "identityHash": "Zoë O’Brien-Łukasiewicz",
        "identityType": "name"
      },
      {
        "type": [
          "IdentityObject"
        ],
        "hashed": false,
        "identityHash": "New York · Licensed Clinical Social Worker · 012345-01",
        "identityType": "ext:license"
      },
      {
        "type": [
          "IdentityObject"
        ],
        "hashed": false,
        "identityHash": "New Jersey · LCSW · 44SC00000000",
        "identityType": "ext:license"
      },
      {
        "type": [
          "IdentityObject"
        ],
        "hashed": false,
        "identityHash": "WHVYF2EJXFDCYT8N",
        "identityType": "ext:certificateId"
      }
    ],
    "activityEndDate": "2026-11-20T00:00:00Z",
    "achievement": {
      "id": "https://course.example.org/#course-ethics-101-2026.1",
      "type": [
        "Achievement"
      ],
      "achievementType": "CertificateOfCompletion",
      "name": "Ethics of Keeping Bees in Clinical Practice",
      "description": "The course “Ethics of Keeping Bees in Clinical Practice”, version 2026.1.",
      "criteria": {
        "narrative": "Read the course and score at least 80 % on its final exam."
      },
      "creator": {
        "id": "https://course.example.org/#authors",
        "type": [
          "Profile"
        ],
        "name": "Mira Ashgrove, PhD; Tobias Quill, LCSW"
      },
      "humanCode": "ethics-101",
      "version": "2026.1",
      "resultDescription": [
        {
          "id": "https://course.example.org/#score",
          "type": [
            "ResultDescription"
          ],
          "name": "Final exam",
          "resultType": "Percent",
          "requiredValue": "80",
          "valueMin": "0",
          "valueMax": "100"
        },
        {
          "id": "https://course.example.org/#contact-hours",
          "type": [
            "ResultDescription"
          ],
          "name": "Contact hours of 60 minutes",
          "resultType": "ext:ContactHours"
        },
        {
          "id": "https://course.example.org/#completed-on",
          "type": [
            "ResultDescription"
          ],
          "name": "Date of completion",
          "resultType": "ext:CompletionDate"
        },
        {
          "id": "https://course.example.org/#time-zone",
          "type": [
            "ResultDescription"
          ],
          "name": "Time zone of the date",
          "resultType": "ext:TimeZone"
        },
        {
          "id": "https://course.example.org/#delivery-format",
          "type": [
            "ResultDescription"
          ],
          "name": "Delivery format",
          "resultType": "ext:DeliveryFormat"
        },
        {
          "id": "https://course.example.org/#location",
          "type": [
            "ResultDescription"
          ],
          "name": "Location",
          "resultType": "ext:Location"
        },
        {
          "id": "https://course.example.org/#not-approved",
          "type": [
            "ResultDescription"
          ],
          "name": "Not approved",
          "resultType": "ext:NotApproved"
        }
      ]
    },
    "result": [
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#score",
        "value": "92"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#contact-hours",
        "value": "6.25"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#completed-on",
        "value": "2026-11-20"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#time-zone",
        "value": "America/New_York"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#delivery-format",
        "value": "Reading-based asynchronous (self-paced, non-interactive) distance learning"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#location",
        "value": "Online"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#not-approved",
        "value": "Not approved for continuing-education credit by any board."
      }
    ]
  },
  "evidence": [
    {
      "type": [
        "Evidence"
      ],
      "name": "Graded certificate request",
      "description": "SHA-256 of the request in canonical JSON: abababababababababababababababababababababababababababababababab",
      "genre": "Assessment"
    }
  ],
  "proof": [
    {
      "type": "DataIntegrityProof",
      "cryptosuite": "eddsa-rdfc-2022",
      "created": "2026-11-22T03:04:05Z",
      "verificationMethod": "did:web:course.example.org#z6MkemCQckdRVXQgx9J2TKMQfxqg3pV7rA9FjLyBLToN4aDT",
      "proofPurpose": "assertionMethod",
      "proofValue": "z2y8Z8cbcRVtGDVhDeK2YFzbgxgHff3zgBDWMRNqe6CLtbQoztX7UFjUMy3n6dDHekJf7Qx53YPuaQnDseYdFDBmo"
    },
    {
      "type": "DataIntegrityProof",
      "cryptosuite": "eddsa-jcs-2022",
      "created": "2026-11-22T03:04:05Z",
      "verificationMethod": "did:web:course.example.org#z6MkemCQckdRVXQgx9J2TKMQfxqg3pV7rA9FjLyBLToN4aDT",
      "proofPurpose": "assertionMethod",
      "proofValue": "z54RX6N9XeByiU4ji64bTr4RcbEUkXXz2tnd6yrirW5TMuS1pdKQV9yhDfmX6KppwJe9HbPeoaLmEkGQC36k6S2Lz"
    }
  ]
}
','eyJhbGciOiJFZERTQSIsInR5cCI6ImNlcnQrandzIiwia2lkIjoiejZNa2VtQ1Fja2RSVlhRZ3g5SjJUS01RZnhxZzNwVjdyQTlGakx5QkxUb040YURUIn0.eyJ2IjoxLCJpIjoiV0hWWUYyRUpYRkRDWVQ4TiIsIm4iOiJab8OrIE_igJlCcmllbi3FgXVrYXNpZXdpY3oiLCJjIjoiZXRoaWNzLTEwMSIsImN2IjoiMjAyNi4xIiwidCI6IkV0aGljcyBvZiBLZWVwaW5nIEJlZXMgaW4gQ2xpbmljYWwgUHJhY3RpY2UiLCJoIjo2LjI1LCJkIjoiMjAyNi0xMS0yMCIsInAiOiJFeGFtcGxlIEFjYWRlbXkifQ.NweJX3o-JAjpRtHh88RQGSKVSf9J5vDlPBRINbwy8qLL_bJj_qrYJhbg8b5hR-xHZXrBiGawWPeT0ROkvDSmCw','adcafb868c7a091d2803a94d809c46f272974c9b3409f91bac6c32306cc24e5b');
INSERT INTO "certificates" VALUES('4R0Z3ZF974RFA338','ethics-101','1f0e6c3a-5a57-4b50-9c66-0a4a8c1f1d11','2026-11-23T03:04:05Z','{"sample": false, "participant_name": "Ann Other", "licenses": [], "course_id": "ethics-101", "course_title": "Ethics of Keeping Bees in Clinical Practice", "course_version": "2026.1", "authors": ["Mira Ashgrove, PhD", "Tobias Quill, LCSW"], "contact_hours": "6.25", "credit_lines": [], "delivery_format": "Reading-based asynchronous (self-paced, non-interactive) distance learning", "location": "Online", "score_percent": 92, "pass_percent": 80, "completed_on": "2026-11-20", "timezone": "America/New_York", "provider": {"name": "Example Academy", "address": "12 Main Street, Albany, NY 12207", "email": "ce@example.org", "url": "https://course.example.org/", "signatory_name": "Rosa Delgado-Whitlock", "signatory_title": "Director of Continuing Education"}, "issuer": "did:web:course.example.org", "site_url": "https://course.example.org/", "approval_statements": [], "not_approved_notice": "Not approved for continuing-education credit by any board.", "request_digest": "abababababababababababababababababababababababababababababababab", "certificate_id": "4R0Z3ZF974RFA338", "issued_at": "2026-11-23T03:04:05Z"}','{
  "@context": [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
  ],
  "id": "https://course.example.org/verify/?certificate=4R0Z3ZF974RFA338",
  "type": [
    "VerifiableCredential",
    "OpenBadgeCredential"
  ],
  "name": "Ethics of Keeping Bees in Clinical Practice",
  "description": "Certificate of completion. Not approved for continuing-education credit by any board. Regulatory boards are the final authority on courses accepted for continuing education credit.",
  "issuer": {
    "id": "did:web:course.example.org",
    "type": [
      "Profile"
    ],
    "name": "Example Academy",
    "url": "https://course.example.org/",
    "email": "ce@example.org",
    "address": {
      "type": [
        "Address"
      ],
      "streetAddress": "12 Main Street, Albany, NY 12207"
    },
    "official": "Rosa Delgado-Whitlock, Director of Continuing Education"
  },
  "validFrom": "2026-11-23T03:04:05Z",
  "awardedDate": "2026-11-23T03:04:05Z",
  "credentialSubject": {
    "type": [
      "AchievementSubject"
    ],
    "name": "Ann Other",
    "identifier": [
      {
        "type": [
          "IdentityObject"
        ],
        "hashed": false,
        "identityHash": "Ann Other",
        "identityType": "name"
      },
      {
        "type": [
          "IdentityObject"
        ],
        "hashed": false,
        "identityHash": "4R0Z3ZF974RFA338",
        "identityType": "ext:certificateId"
      }
    ],
    "activityEndDate": "2026-11-20T00:00:00Z",
    "achievement": {
      "id": "https://course.example.org/#course-ethics-101-2026.1",
      "type": [
        "Achievement"
      ],
      "achievementType": "CertificateOfCompletion",
      "name": "Ethics of Keeping Bees in Clinical Practice",
      "description": "The course “Ethics of Keeping Bees in Clinical Practice”, version 2026.1.",
      "criteria": {
        "narrative": "Read the course and score at least 80 % on its final exam."
      },
      "creator": {
        "id": "https://course.example.org/#authors",
        "type": [
          "Profile"
        ],
        "name": "Mira Ashgrove, PhD; Tobias Quill, LCSW"
      },
      "humanCode": "ethics-101",
      "version": "2026.1",
      "resultDescription": [
        {
          "id": "https://course.example.org/#score",
          "type": [
            "ResultDescription"
          ],
          "name": "Final exam",
          "resultType": "Percent",
          "requiredValue": "80",
          "valueMin": "0",
          "valueMax": "100"
        },
        {
          "id": "https://course.example.org/#contact-hours",
          "type": [
            "ResultDescription"
          ],
          "name": "Contact hours of 60 minutes",
          "resultType": "ext:ContactHours"
        },
        {
          "id": "https://course.example.org/#completed-on",
          "type": [
            "ResultDescription"
          ],
          "name": "Date of completion",
          "resultType": "ext:CompletionDate"
        },
        {
          "id": "https://course.example.org/#time-zone",
          "type": [
            "ResultDescription"
          ],
          "name": "Time zone of the date",
          "resultType": "ext:TimeZone"
        },
        {
          "id": "https://course.example.org/#delivery-format",
          "type": [
            "ResultDescription"
          ],
          "name": "Delivery format",
          "resultType": "ext:DeliveryFormat"
        },
        {
          "id": "https://course.example.org/#location",
          "type": [
            "ResultDescription"
          ],
          "name": "Location",
          "resultType": "ext:Location"
        },
        {
          "id": "https://course.example.org/#not-approved",
          "type": [
            "ResultDescription"
          ],
          "name": "Not approved",
          "resultType": "ext:NotApproved"
        }
      ]
    },
    "result": [
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#score",
        "value": "92"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#contact-hours",
        "value": "6.25"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#completed-on",
        "value": "2026-11-20"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#time-zone",
        "value": "America/New_York"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#delivery-format",
        "value": "Reading-based asynchronous (self-paced, non-interactive) distance learning"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#location",
        "value": "Online"
      },
      {
        "type": [
          "Result"
        ],
        "resultDescription": "https://course.example.org/#not-approved",
        "value": "Not approved for continuing-education credit by any board."
      }
    ]
  },
  "evidence": [
    {
      "type": [
        "Evidence"
      ],
      "name": "Graded certificate request",
      "description": "SHA-256 of the request in canonical JSON: abababababababababababababababababababababababababababababababab",
      "genre": "Assessment"
    }
  ],
  "proof": [
    {
      "type": "DataIntegrityProof",
      "cryptosuite": "eddsa-rdfc-2022",
      "created": "2026-11-23T03:04:05Z",
      "verificationMethod": "did:web:course.example.org#z6MkemCQckdRVXQgx9J2TKMQfxqg3pV7rA9FjLyBLToN4aDT",
      "proofPurpose": "assertionMethod",
      "proofValue": "z5fmNp5bWNVnxMAdoyZRnZb2H76JkBEdpvZHKbNwyGnA4ewSxo3KgLx1cnKAEGPrPk1B8ayhXH8XSPCc1F8tZ4mWu"
    },
    {
      "type": "DataIntegrityProof",
      "cryptosuite": "eddsa-jcs-2022",
      "created": "2026-11-23T03:04:05Z",
      "verificationMethod": "did:web:course.example.org#z6MkemCQckdRVXQgx9J2TKMQfxqg3pV7rA9FjLyBLToN4aDT",
      "proofPurpose": "assertionMethod",
      "proofValue": "zzrhuzWs5kPYPUmcnu9AKYSXjgDHFqBhLuPeZQZuq87fnpMnZrHY3MzAA6X6hqU4K2Cn78zzR1L5T8s8XXLnV7xq"
    }
  ]
}
','eyJhbGciOiJFZERTQSIsInR5cCI6ImNlcnQrandzIiwia2lkIjoiejZNa2VtQ1Fja2RSVlhRZ3g5SjJUS01RZnhxZzNwVjdyQTlGakx5QkxUb040YURUIn0.eyJ2IjoxLCJpIjoiNFIwWjNaRjk3NFJGQTMzOCIsIm4iOiJBbm4gT3RoZXIiLCJjIjoiZXRoaWNzLTEwMSIsImN2IjoiMjAyNi4xIiwidCI6IkV0aGljcyBvZiBLZWVwaW5nIEJlZXMgaW4gQ2xpbmljYWwgUHJhY3RpY2UiLCJoIjo2LjI1LCJkIjoiMjAyNi0xMS0yMCIsInAiOiJFeGFtcGxlIEFjYWRlbXkifQ.tnnw01Nq83hpeQ4ivAPrcA363xKNRQALvhyyE0aUqtr-ia5z3RibHFAV6tIfuOrZr1TqyLiebK0Zg10i4uNYBg','ab173945c7c33c23b6ede106e3ed6b103421d421d4d9959614f4881547194e3c');
CREATE TABLE evaluations (
	number VARCHAR(36) NOT NULL, 
	course_id VARCHAR(40) NOT NULL, 
	course_version VARCHAR(40) NOT NULL, 
	quarter VARCHAR(7) NOT NULL, 
	answers JSON NOT NULL, 
	PRIMARY KEY (number)
)
 WITHOUT ROWID

;
INSERT INTO "evaluations" VALUES('f27e6235-4a31-4594-94fe-fc2ef8269935','ethics-101','2026.1','2026-Q4','{"ev-learned": 4}');
CREATE TABLE evaluations_taken (
	course_id VARCHAR(40) NOT NULL, 
	request_id VARCHAR(40) NOT NULL, 
	PRIMARY KEY (course_id, request_id)
)
 WITHOUT ROWID

;
INSERT INTO "evaluations_taken" VALUES('ethics-101','7c94bfcd-b1b0-4d79-bdca-ae0bdab230c4');
CREATE INDEX ix_certificates_issued_at ON certificates (issued_at);
COMMIT;
