/**
 * Types that AWS does not bill, each with where the money is instead, if anywhere.
 * Source: AWS pricing pages of VPC, EC2 Auto Scaling, Elastic Load Balancing, IAM, RDS and S3, November 2026.
 */
const FREE: Readonly<Record<string, string>> = {
  "aws:ec2/vpc:Vpc": "",
  "aws:ec2/subnet:Subnet": "",
  "aws:ec2/internetGateway:InternetGateway": "traffic through it is usage",
  "aws:ec2/routeTable:RouteTable": "",
  "aws:ec2/route:Route": "",
  "aws:ec2/routeTableAssociation:RouteTableAssociation": "",
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": "",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "",
  "aws:ec2/securityGroup:SecurityGroup": "",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "",
  "aws:ec2/networkInterface:NetworkInterface": "",
  "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment": "",
  "aws:ec2/volumeAttachment:VolumeAttachment": "",
  "aws:ec2/eipAssociation:EipAssociation": "",
  "aws:ec2/launchTemplate:LaunchTemplate": "billed by what launches from it",
  "aws:ec2/placementGroup:PlacementGroup": "",
  "aws:lb/targetGroup:TargetGroup": "",
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": "",
  "aws:lb/listener:Listener": "",
  "aws:lb/listenerRule:ListenerRule": "evaluations are capacity units",
  "aws:lb/listenerCertificate:ListenerCertificate": "",
  "aws:iam/role:Role": "",
  "aws:iam/rolePolicy:RolePolicy": "",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "",
  "aws:iam/policy:Policy": "",
  "aws:iam/instanceProfile:InstanceProfile": "",
  "aws:rds/subnetGroup:SubnetGroup": "",
  "aws:rds/parameterGroup:ParameterGroup": "",
  "aws:s3/bucketVersioning:BucketVersioning": "",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": "",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "",
  "aws:s3/bucketPolicy:BucketPolicy": "",
  "aws:s3/bucketObjectv2:BucketObjectv2": "its bytes are storage of the bucket",
  "aws:secretsmanager/secretVersion:SecretVersion": "",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "",
  "aws:route53/record:Record": "queries are usage",
  "random:index/randomPassword:RandomPassword": "",
  "random:index/randomId:RandomId": "",
};

export function isFree(type: string): boolean {
  return Object.hasOwn(FREE, type);
}
